import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.04, 0.1], medium: [0.08, 0.25], strong: [0.25, 0.5] });

/** Spreads or narrows the luma about mid-grey. */
export const contrast = defineTransformation({
  name: 'contrast',
  layer: 'colour',
  hashDistance: { least: 1, light: 2, medium: 4, strong: 4 },
  summary: 'Spreads or narrows the luma about mid-grey.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#eq',
  params: z.strictObject({
    factor: decimal({ unit: 'times', min: 0.3, max: 2, decimals: 3, description: 'slope of the luma' }),
  }),
  sample: (random, _facts, level) => ({ factor: 1 + random.sign() * random.decimal(ranges(level), 3) }),
  lower: (_facts, { factor }) => ({
    video: [{ kind: 'colour', change: { type: 'luma', brightness: 0, contrast: factor, gamma: 1 } }],
  }),
  intensity: ({ factor }) => intensityOf(factor - 1, 1),
});
