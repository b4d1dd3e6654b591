import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [2, 4], medium: [5, 10], strong: [12, 20] });

/** Smooths noise in space and time. */
export const denoise = defineTransformation({
  name: 'denoise',
  layer: 'texture',
  hashDistance: { least: 6, light: 7, medium: 13, strong: 21 },
  summary: 'Smooths noise and fine texture in space and time.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#hqdn3d-1',
  params: z.strictObject({
    strength: decimal({
      unit: 'of 255',
      min: 0.5,
      max: 40,
      decimals: 1,
      description: 'spatial strength on the luma',
    }),
  }),
  immovable: true,
  impossible: facts => needsPixels(facts, 16),
  sample: (random, _facts, level) => ({ strength: random.decimal(ranges(level), 1) }),
  lower: (_facts, { strength }) => ({
    video: [{ kind: 'opaque', filters: [{ name: 'hqdn3d', options: { luma_spatial: strength } }] }],
  }),
  intensity: ({ strength }) => intensityOf(strength, 40),
});
