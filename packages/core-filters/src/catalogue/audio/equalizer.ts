import { z } from 'zod';
import { decimal, integer } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [1, 3], medium: [3, 8], strong: [8, 18] });

/** Lifts or lowers one band of the audio. */
export const equalizer = defineTransformation({
  name: 'equalizer',
  layer: 'audio',
  summary: 'Lifts or lowers one band of the audio.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#equalizer',
  params: z.strictObject({
    frequency: integer({ unit: 'Hz', min: 20, max: 20_000, description: 'middle of the band' }),
    octaves: decimal({ unit: 'octaves', min: 0.1, max: 6, decimals: 2, description: 'width of the band' }),
    decibels: decimal({ unit: 'dB', min: -30, max: 30, decimals: 2, description: 'above 0 lifts' }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({
    frequency: random.pick([120, 250, 500, 1000, 2000, 3500]),
    octaves: random.decimal([0.8, 2], 2),
    decibels: random.sign() * random.decimal(ranges(level), 2),
  }),
  lower: (_facts, { frequency, octaves, decibels }) => ({
    audio: [{ name: 'equalizer', options: { frequency, width_type: 'o', width: octaves, gain: decibels } }],
  }),
  intensity: ({ decibels }) => intensityOf(decibels, 30),
});
