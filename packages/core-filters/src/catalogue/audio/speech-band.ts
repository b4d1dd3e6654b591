import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsFrequency } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const lows = wholeRangesByLevel({ light: [80, 150], medium: [200, 350], strong: [400, 700] });
const highs = wholeRangesByLevel({ light: [5500, 7000], medium: [3400, 5000], strong: [1800, 2800] });

/** Keeps the tones of speech only, as a telephone does. */
export const speechBand = defineTransformation({
  name: 'speech_band',
  layer: 'audio',
  summary: 'Keeps the tones of speech only, as a telephone does.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#highpass',
  params: z.strictObject({
    low: integer({ unit: 'Hz', min: 50, max: 1000, description: 'half-power frequency of the low end' }),
    high: integer({
      unit: 'Hz',
      min: 1500,
      max: 10_000,
      description: 'half-power frequency of the high end',
    }),
  }),
  impossible: (facts, wanted) => needsFrequency(facts, wanted?.high ?? 7000),
  sample: (random, _facts, level) => ({
    low: random.integer(lows(level)),
    high: random.integer(highs(level)),
  }),
  lower: (_facts, { low, high }) => ({
    audio: [
      { name: 'highpass', options: { frequency: low } },
      { name: 'lowpass', options: { frequency: high } },
    ],
  }),
  intensity: ({ low, high }) =>
    intensityOf(Math.log((low / 50) * (10_000 / high)), Math.log((20 * 10_000) / 1500)),
});
