import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { wholeRangesByLevel } from '../level.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = wholeRangesByLevel({ light: [1, 3], medium: [2, 6], strong: [8, 16] });

/** Encodes with a lower quality than the run asks for. */
export const quality = defineTransformation({
  name: 'quality',
  layer: 'encoding',
  summary: 'Encodes with a lower quality than the run asks for: a higher constant rate factor.',
  source: 'https://trac.ffmpeg.org/wiki/Encode/H.264#crf',
  params: z.strictObject({
    crfOffset: integer({
      unit: 'steps',
      min: -10,
      max: 28,
      description: 'added to the constant rate factor',
    }),
  }),
  sample: (random, _facts, level) => ({ crfOffset: random.integer(ranges(level)) }),
  lower: (_facts, encode) => ({ encode }),
  intensity: ({ crfOffset }) => intensityOf(crfOffset, 28),
});
