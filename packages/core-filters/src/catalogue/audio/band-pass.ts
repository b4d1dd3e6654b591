import { z } from 'zod';
import { decimal, integer } from '../../parameters/parameters.ts';
import { intensityOf } from '../intensity.ts';
import { needsFrequency } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = { light: [5, 6.5], medium: [3, 5], strong: [1, 2.5] } as const;

/** Keeps one band of the sound and takes away what lies below and above. */
export const bandPass = defineTransformation({
  name: 'band_pass',
  layer: 'audio',
  summary: 'Keeps one band of the sound and takes away what lies below and above.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#bandpass',
  params: z.strictObject({
    frequency: integer({ unit: 'Hz', min: 50, max: 16_000, description: 'middle of the band' }),
    octaves: decimal({ unit: 'octaves', min: 0.1, max: 8, decimals: 2, description: 'width of the band' }),
  }),
  impossible: (facts, wanted) => needsFrequency(facts, wanted?.frequency ?? 2000),
  sample: (random, _facts, level) => ({
    frequency: random.integer([600, 2000]),
    octaves: random.decimal(ranges[level], 2),
  }),
  lower: (_facts, { frequency, octaves }) => ({
    audio: [{ name: 'bandpass', options: { frequency, width_type: 'o', width: octaves } }],
  }),
  intensity: ({ octaves }) => intensityOf(8 - octaves, 8),
});
