import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.5, 1.5], medium: [1, 4], strong: [4, 10] });

/** Makes the audio louder or quieter. */
export const gain = defineTransformation({
  name: 'gain',
  layer: 'audio',
  summary: 'Makes the audio louder or quieter.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#volume',
  params: z.strictObject({
    decibels: decimal({ unit: 'dB', min: -40, max: 20, decimals: 2, description: 'above 0 is louder' }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({ decibels: random.sign() * random.decimal(ranges(level), 2) }),
  lower: (_facts, { decibels }) => ({ audio: [{ name: 'volume', options: { volume: `${decibels}dB` } }] }),
  intensity: ({ decibels }) => intensityOf(decibels, 20),
});
