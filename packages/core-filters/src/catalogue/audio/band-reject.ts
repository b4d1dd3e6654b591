import { z } from 'zod';
import { decimal, integer } from '../../parameters/parameters.ts';
import { intensityOf } from '../intensity.ts';
import { needsFrequency } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = { light: [0.4, 0.8], medium: [0.8, 2], strong: [2, 4] } as const;

/** Takes one band out of the sound. */
export const bandReject = defineTransformation({
  name: 'band_reject',
  layer: 'audio',
  summary: 'Takes one band out of the sound.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#bandreject',
  params: z.strictObject({
    frequency: integer({ unit: 'Hz', min: 50, max: 16_000, description: 'middle of the band' }),
    octaves: decimal({ unit: 'octaves', min: 0.1, max: 8, decimals: 2, description: 'width of the band' }),
  }),
  impossible: (facts, wanted) => needsFrequency(facts, wanted?.frequency ?? 2000),
  sample: (random, _facts, level) => ({
    frequency: random.integer([300, 2000]),
    octaves: random.decimal(ranges[level], 2),
  }),
  lower: (_facts, { frequency, octaves }) => ({
    audio: [{ name: 'bandreject', options: { frequency, width_type: 'o', width: octaves } }],
  }),
  intensity: ({ octaves }) => intensityOf(octaves, 8),
});
