import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsStereo } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.1, 0.25], medium: [0.2, 0.5], strong: [0.6, 1] });

/** Makes one of left and right quieter. */
export const balance = defineTransformation({
  name: 'balance',
  layer: 'audio',
  summary: 'Makes one of left and right quieter.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#pan-1',
  params: z.strictObject({
    amount: decimal({
      unit: 'fraction',
      min: -1,
      max: 1,
      decimals: 2,
      description: 'below 0 the right is quieter, above 0 the left',
    }),
  }),
  impossible: needsStereo,
  sample: (random, _facts, level) => ({
    amount: roundTo(random.sign() * random.decimal(ranges(level), 2), 2),
  }),
  lower: (_facts, { amount }) => {
    const left = roundTo(1 - Math.max(0, amount), 2);
    const right = roundTo(1 - Math.max(0, -amount), 2);
    return { audio: [{ name: 'pan', options: { args: `stereo|c0=${left}*c0|c1=${right}*c1` } }] };
  },
  intensity: ({ amount }) => intensityOf(amount, 1),
});
