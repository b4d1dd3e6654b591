import { z } from 'zod';
import { decimal } from '../../parameters/parameters.ts';
import { intensityOf } from '../intensity.ts';
import { needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = { light: [0.2, 0.5], medium: [0.4, 1.1], strong: [1.2, 3] } as const;

/** Emphasises edges. */
export const sharpen = defineTransformation({
  name: 'sharpen',
  layer: 'texture',
  summary: 'Emphasises edges with an unsharp mask.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#unsharp-1',
  params: z.strictObject({
    amount: decimal({ unit: 'times', min: 0.05, max: 5, decimals: 2, description: 'detail added' }),
  }),
  impossible: facts => needsPixels(facts, 16),
  sample: (random, _facts, level) => ({ amount: random.decimal(ranges[level], 2) }),
  lower: (_facts, { amount }) => ({
    video: [
      {
        kind: 'kernel',
        filter: { name: 'unsharp', options: { luma_msize_x: 5, luma_msize_y: 5, luma_amount: amount } },
      },
    ],
  }),
  intensity: ({ amount }) => intensityOf(amount, 5),
});
