import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [3, 6], medium: [8, 14], strong: [15, 28] });

/** Overdrives the audio: loud passages are bent, quiet ones keep their level. */
export const distortion = defineTransformation({
  name: 'distortion',
  layer: 'audio',
  summary: 'Overdrives the audio: loud passages are bent, quiet ones keep their level.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#asoftclip',
  params: z.strictObject({
    drive: decimal({
      unit: 'dB',
      min: 1,
      max: 40,
      decimals: 1,
      description: 'how far it is driven into the bend',
    }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({ drive: random.decimal(ranges(level), 1) }),
  lower: (_facts, { drive }) => ({
    audio: [
      { name: 'volume', options: { volume: `${drive}dB` } },
      { name: 'asoftclip', options: { type: 'tanh' } },
      { name: 'volume', options: { volume: `-${drive}dB` } },
    ],
  }),
  intensity: ({ drive }) => intensityOf(drive, 40),
});
