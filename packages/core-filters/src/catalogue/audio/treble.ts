import { z } from 'zod';
import { decimal, integer } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsFrequency } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [1.5, 3], medium: [3, 8], strong: [9, 16] });

/** Lifts or lowers the high tones. */
export const treble = defineTransformation({
  name: 'treble',
  layer: 'audio',
  summary: 'Lifts or lowers the high tones.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#treble',
  params: z.strictObject({
    decibels: decimal({ unit: 'dB', min: -24, max: 24, decimals: 2, description: 'above 0 lifts' }),
    frequency: integer({ unit: 'Hz', min: 1000, max: 12_000, description: 'where it begins' }),
  }),
  impossible: (facts, wanted) => needsFrequency(facts, wanted?.frequency ?? 4000),
  sample: (random, _facts, level) => ({
    decibels: random.sign() * random.decimal(ranges(level), 2),
    frequency: random.integer([2000, 4000]),
  }),
  lower: (_facts, { decibels, frequency }) => ({
    audio: [{ name: 'treble', options: { gain: decibels, frequency } }],
  }),
  intensity: ({ decibels }) => intensityOf(decibels, 24),
});
