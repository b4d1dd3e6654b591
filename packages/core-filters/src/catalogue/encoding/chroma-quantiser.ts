import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = wholeRangesByLevel({ light: [1, 3], medium: [2, 6], strong: [6, 12] });

/** Encodes colour more coarsely or more finely than luma. */
export const chromaQuantiser = defineTransformation({
  name: 'chroma_quantiser',
  layer: 'encoding',
  summary: 'Encodes colour more coarsely or more finely than luma.',
  source: 'https://ffmpeg.org/ffmpeg-codecs.html#Options-34',
  params: z.strictObject({
    chromaQpOffset: integer({ unit: 'steps', min: -12, max: 12, description: 'above 0 is coarser' }),
  }),
  sample: (random, _facts, level) => ({ chromaQpOffset: random.sign() * random.integer(ranges(level)) }),
  lower: (_facts, encode) => ({ encode }),
  intensity: ({ chromaQpOffset }) => intensityOf(chromaQpOffset, 12),
});
