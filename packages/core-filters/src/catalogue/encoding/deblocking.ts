import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = wholeRangesByLevel({ light: [1, 1], medium: [1, 3], strong: [3, 6] });

/** Makes the encoder's block smoothing stronger or weaker. */
export const deblocking = defineTransformation({
  name: 'deblocking',
  layer: 'encoding',
  summary: "Makes the encoder's smoothing of block edges stronger or weaker.",
  source: 'https://ffmpeg.org/ffmpeg-codecs.html#Options-34',
  params: z.strictObject({
    deblock: integer({ unit: 'steps', min: -6, max: 6, description: 'above 0 smooths more' }),
  }),
  sample: (random, _facts, level) => ({ deblock: random.sign() * random.integer(ranges(level)) }),
  lower: (_facts, encode) => ({ encode }),
  intensity: ({ deblock }) => intensityOf(deblock, 6),
});
