import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [8, 14], medium: [18, 32], strong: [35, 50] });

/** Darkens the picture towards its corners. */
export const vignette = defineTransformation({
  name: 'vignette',
  layer: 'texture',
  hashDistance: { least: 4, light: 5, medium: 10, strong: 22 },
  summary: 'Darkens the picture towards its corners.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#vignette-1',
  params: z.strictObject({
    degrees: decimal({
      unit: 'degrees',
      min: 1,
      max: 80,
      decimals: 1,
      description: 'angle of the lens; wider is darker',
    }),
  }),
  sample: (random, _facts, level) => ({ degrees: random.decimal(ranges(level), 1) }),
  lower: (_facts, { degrees }) => ({
    // Without dithering, which uses its own random generator.
    video: [
      {
        kind: 'mask',
        filter: { name: 'vignette', options: { angle: roundTo((degrees * Math.PI) / 180, 6), dither: 0 } },
      },
    ],
  }),
  intensity: ({ degrees }) => intensityOf(degrees, 80),
});
