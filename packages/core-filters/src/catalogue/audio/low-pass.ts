import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = wholeRangesByLevel({ light: [7000, 9000], medium: [4000, 7500], strong: [1200, 3000] });

/** Takes away the high tones. */
export const lowPass = defineTransformation({
  name: 'low_pass',
  layer: 'audio',
  summary: 'Takes away the high tones, as a telephone does.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#lowpass',
  params: z.strictObject({
    frequency: integer({ unit: 'Hz', min: 200, max: 20_000, description: 'half-power frequency' }),
  }),
  impossible: facts =>
    needsAudio(facts) ??
    ((facts.audio?.sampleRate ?? 0) < 22_050 ? 'the sound has less than 22050 samples a second' : null),
  sample: (random, _facts, level) => ({ frequency: random.integer(ranges(level)) }),
  lower: (_facts, { frequency }) => ({ audio: [{ name: 'lowpass', options: { frequency } }] }),
  intensity: ({ frequency }) => intensityOf(Math.log(20_000 / frequency), Math.log(100)),
});
