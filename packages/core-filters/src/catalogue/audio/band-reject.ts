import { z } from 'zod';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsFrequency } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { band } from './band.ts';

const ranges = rangesByLevel({ light: [0.4, 0.8], medium: [0.8, 2], strong: [2, 4] });

/** Takes one band out of the audio. */
export const bandReject = defineTransformation({
  name: 'band_reject',
  layer: 'audio',
  summary: 'Takes one band out of the audio.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#bandreject',
  params: z.strictObject(band),
  impossible: (facts, wanted) => needsFrequency(facts, wanted?.frequency ?? 2000),
  sample: (random, _facts, level) => ({
    frequency: random.integer([300, 2000]),
    octaves: random.decimal(ranges(level), 2),
  }),
  lower: (_facts, { frequency, octaves }) => ({
    audio: [{ name: 'bandreject', options: { frequency, width_type: 'o', width: octaves } }],
  }),
  intensity: ({ octaves }) => intensityOf(octaves, 8),
});
