import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.02, 0.05], medium: [0.04, 0.12], strong: [0.12, 0.3] });

/** Makes the picture lighter or darker. */
export const brightness = defineTransformation({
  name: 'brightness',
  layer: 'colour',
  hashDistance: { least: 0, light: 0, medium: 1, strong: 8 },
  summary: 'Makes the picture lighter or darker by adding to its luma.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#eq',
  params: z.strictObject({
    amount: decimal({
      unit: 'fraction of full scale',
      min: -0.5,
      max: 0.5,
      decimals: 2,
      description: 'added to the luma',
    }),
  }),
  sample: (random, _facts, level) => ({ amount: random.sign() * random.decimal(ranges(level), 2) }),
  lower: (_facts, { amount }) => ({
    video: [{ kind: 'colour', change: { type: 'luma', brightness: amount, contrast: 1, gamma: 1 } }],
  }),
  intensity: ({ amount }) => intensityOf(amount, 0.5),
});
