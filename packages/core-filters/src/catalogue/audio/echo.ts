import { z } from 'zod';
import { decimal, integer } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.08, 0.15], medium: [0.12, 0.3], strong: [0.35, 0.6] });

/** Repeats the audio once, later and quieter. */
export const echo = defineTransformation({
  name: 'echo',
  layer: 'audio',
  summary: 'Repeats the audio once, later and quieter.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#aecho',
  params: z.strictObject({
    delayMs: integer({ unit: 'milliseconds', min: 10, max: 2000, description: 'time to the repetition' }),
    decay: decimal({
      unit: 'fraction',
      min: 0.02,
      max: 0.9,
      decimals: 2,
      description: 'loudness of the repetition',
    }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    delayMs: random.integer([40, 250]),
    decay: random.decimal(ranges(level), 2),
  }),
  lower: (_facts, { delayMs, decay }) => ({
    audio: [
      { name: 'aecho', options: { in_gain: 0.8, out_gain: 0.8, delays: `${delayMs}`, decays: `${decay}` } },
    ],
  }),
  intensity: ({ decay }) => intensityOf(decay, 0.9),
});
