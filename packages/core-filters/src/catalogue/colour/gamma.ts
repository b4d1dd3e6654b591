import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [1.05, 1.15], medium: [1.12, 1.35], strong: [1.4, 2] });

/** Bends the luma curve: lifts or lowers mid-tones and keeps black and white. */
export const gamma = defineTransformation({
  name: 'gamma',
  layer: 'colour',
  hashDistance: { least: 1, light: 2, medium: 6, strong: 12 },
  summary: 'Lifts or lowers the mid-tones and keeps black and white.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#eq',
  params: z.strictObject({
    gamma: decimal({
      unit: 'exponent',
      min: 0.3,
      max: 3,
      decimals: 3,
      description: 'above 1 lifts the mid-tones',
    }),
  }),
  sample(random, _facts, level) {
    const exponent = random.decimal(ranges(level), 3);
    return { gamma: random.oneIn(2) ? exponent : roundTo(1 / exponent, 3) };
  },
  lower: (_facts, { gamma: exponent }) => ({
    video: [{ kind: 'colour', change: { type: 'luma', brightness: 0, contrast: 1, gamma: exponent } }],
  }),
  intensity: ({ gamma: exponent }) => intensityOf(Math.log(exponent), Math.log(3)),
});
