import { z } from 'zod';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsFrequency } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { band } from './band.ts';

const ranges = rangesByLevel({ light: [5, 6.5], medium: [3, 5], strong: [1, 2.5] });

/** Keeps one band of the audio and takes away what lies below and above. */
export const bandPass = defineTransformation({
  name: 'band_pass',
  layer: 'audio',
  summary: 'Keeps one band of the audio and takes away what lies below and above.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#bandpass',
  params: z.strictObject(band),
  impossible: (facts, wanted) => needsFrequency(facts, wanted?.frequency ?? 2000),
  sample: (random, _facts, level) => ({
    frequency: random.integer([600, 2000]),
    octaves: random.decimal(ranges(level), 2),
  }),
  lower: (_facts, { frequency, octaves }) => ({
    audio: [{ name: 'bandpass', options: { frequency, width_type: 'o', width: octaves } }],
  }),
  intensity: ({ octaves }) => intensityOf(8 - octaves, 8),
});
