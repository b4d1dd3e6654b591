import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** Changes from how many earlier frames a frame may be predicted. */
export const referenceFrames = defineTransformation({
  name: 'reference_frames',
  layer: 'encoding',
  summary: 'Changes from how many earlier frames a frame may be predicted.',
  source: 'https://ffmpeg.org/ffmpeg-codecs.html#Codec-Options',
  params: z.strictObject({
    referenceFrames: integer({ unit: 'frames', min: 1, max: 8, description: 'number' }),
  }),
  sample: random => ({ referenceFrames: random.integer([2, 5]) }),
  lower: (_facts, encode) => ({ encode }),
  intensity: ({ referenceFrames: number }) => intensityOf(number - 1, 14),
});
