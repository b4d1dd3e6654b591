import { z } from 'zod';
import { colour, decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.003, 0.008], medium: [0.02, 0.08], strong: [0.08, 0.25] });

/** Slants the picture inside the same frame. */
export const shear = defineTransformation({
  name: 'shear',
  layer: 'geometry',
  hashDistance: { least: 26, light: 26, medium: 50, strong: 92 },
  summary: 'Slants the picture sideways or upwards; the frame keeps its size.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#shear',
  params: z.strictObject({
    x: decimal({
      unit: 'pixels per pixel of height',
      min: -1,
      max: 1,
      decimals: 3,
      description: 'sideways slant',
    }),
    y: decimal({
      unit: 'pixels per pixel of width',
      min: -1,
      max: 1,
      decimals: 3,
      description: 'upward slant',
    }),
    colour: colour({ description: 'colour of the corners that become free' }),
  }),
  impossible: facts => needsPixels(facts, 32),
  sample(random, _facts, level) {
    const slant = random.sign() * random.decimal(ranges(level), 3);
    const sideways = random.oneIn(2);
    return { x: sideways ? slant : 0, y: sideways ? 0 : slant, colour: '000000' };
  },
  lower: (_facts, { x, y, colour: fill }) => ({
    video: [{ kind: 'geometry', geometry: { type: 'shear', x, y }, fill }],
  }),
  intensity: ({ x, y }) => intensityOf(Math.abs(x) + Math.abs(y), 1),
});
