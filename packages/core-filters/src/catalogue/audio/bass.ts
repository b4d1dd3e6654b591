import { z } from 'zod';
import { decimal, integer } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [1.5, 3], medium: [3, 8], strong: [9, 16] });

/** Lifts or lowers the low tones. */
export const bass = defineTransformation({
  name: 'bass',
  layer: 'audio',
  summary: 'Lifts or lowers the low tones.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#bass',
  params: z.strictObject({
    decibels: decimal({ unit: 'dB', min: -24, max: 24, decimals: 2, description: 'above 0 lifts' }),
    frequency: integer({ unit: 'Hz', min: 30, max: 500, description: 'where it begins' }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    decibels: random.sign() * random.decimal(ranges(level), 2),
    frequency: random.integer([80, 200]),
  }),
  lower: (_facts, { decibels, frequency }) => ({
    audio: [{ name: 'bass', options: { gain: decibels, frequency } }],
  }),
  intensity: ({ decibels }) => intensityOf(decibels, 24),
});
