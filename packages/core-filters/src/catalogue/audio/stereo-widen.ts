import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsStereo } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.05, 0.15], medium: [0.15, 0.4], strong: [0.5, 0.8] });

/** Adds to each channel a delayed part of the other, which makes the audio wider. */
export const stereoWiden = defineTransformation({
  name: 'stereo_widen',
  layer: 'audio',
  summary: 'Adds to each channel a delayed part of the other, which makes the audio wider.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#stereowiden',
  params: z.strictObject({
    delay: decimal({
      unit: 'milliseconds',
      min: 1,
      max: 100,
      decimals: 1,
      description: 'delay of that part',
    }),
    mix: decimal({
      unit: 'fraction',
      min: 0.02,
      max: 0.8,
      decimals: 2,
      description: 'loudness of that part',
    }),
  }),
  impossible: needsStereo,
  sample: (random, _facts, level) => ({
    delay: random.decimal([8, 30], 1),
    mix: random.decimal(ranges(level), 2),
  }),
  lower: (_facts, { delay, mix }) => ({
    audio: [{ name: 'stereowiden', options: { delay, feedback: 0.2, crossfeed: mix, drymix: 0.8 } }],
  }),
  intensity: ({ mix }) => intensityOf(mix, 0.8),
});
