import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [1.5, 2.5], medium: [2, 5], strong: [6, 14] });

/** Evens out loud and quiet passages. */
export const compressor = defineTransformation({
  name: 'compressor',
  layer: 'audio',
  summary: 'Evens out loud and quiet passages.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#acompressor',
  params: z.strictObject({
    threshold: decimal({
      unit: 'dB',
      min: -50,
      max: 0,
      decimals: 1,
      description: 'level above which it works',
    }),
    ratio: decimal({
      unit: 'to 1',
      min: 1.1,
      max: 20,
      decimals: 1,
      description: 'how much louder passages are reduced',
    }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    threshold: random.decimal([-30, -15], 1),
    ratio: random.decimal(ranges(level), 1),
  }),
  lower: (_facts, { threshold, ratio }) => ({
    audio: [{ name: 'acompressor', options: { threshold: roundTo(10 ** (threshold / 20), 6), ratio } }],
  }),
  intensity: ({ threshold, ratio }) => intensityOf(threshold * Math.log(ratio), 50 * Math.log(20)),
});
