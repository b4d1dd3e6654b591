import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.3, 0.8], medium: [0.6, 1.6], strong: [1.8, 4] });

/** Emphasises edges. */
export const sharpen = defineTransformation({
  name: 'sharpen',
  layer: 'texture',
  hashDistance: { least: 1, light: 1, medium: 3, strong: 6 },
  summary: 'Emphasises edges with an unsharp mask of 3x3 pixels on the luma.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#unsharp-1',
  params: z.strictObject({
    amount: decimal({ unit: 'times', min: 0.05, max: 5, decimals: 2, description: 'detail added' }),
  }),
  impossible: facts => needsPixels(facts, 16),
  sample: (random, _facts, level) => ({ amount: random.decimal(ranges(level), 2) }),
  lower: (_facts, { amount }) => ({
    video: [{ kind: 'kernel', kernel: { type: 'sharpen', amount } }],
  }),
  intensity: ({ amount }) => intensityOf(amount, 5),
});
