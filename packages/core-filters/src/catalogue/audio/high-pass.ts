import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = wholeRangesByLevel({ light: [80, 150], medium: [120, 300], strong: [400, 1000] });

/** Takes away the low tones. */
export const highPass = defineTransformation({
  name: 'high_pass',
  layer: 'audio',
  summary: 'Takes away the low tones, as a small loudspeaker does.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#highpass',
  params: z.strictObject({
    frequency: integer({ unit: 'Hz', min: 20, max: 4000, description: 'half-power frequency' }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({ frequency: random.integer(ranges(level)) }),
  lower: (_facts, { frequency }) => ({ audio: [{ name: 'highpass', options: { frequency } }] }),
  intensity: ({ frequency }) => intensityOf(Math.log(frequency / 20), Math.log(200)),
});
