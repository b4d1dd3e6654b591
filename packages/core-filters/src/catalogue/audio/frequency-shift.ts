import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsAudio } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [1, 4], medium: [5, 20], strong: [40, 150] });

/** Moves every tone by the same number of hertz, which bends the harmony. */
export const frequencyShift = defineTransformation({
  name: 'frequency_shift',
  layer: 'audio',
  summary: 'Moves every tone by the same number of hertz, which bends the harmony.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#afreqshift',
  params: z.strictObject({
    hertz: decimal({ unit: 'Hz', min: -1000, max: 1000, decimals: 1, description: 'above 0 is higher' }),
  }),
  impossible: needsAudio,
  sample: (random, _facts, level) => ({ hertz: random.sign() * random.decimal(ranges(level), 1) }),
  lower: (_facts, { hertz }) => ({ audio: [{ name: 'afreqshift', options: { shift: hertz } }] }),
  intensity: ({ hertz }) => intensityOf(Math.log1p(Math.abs(hertz)), Math.log1p(1000)),
});
