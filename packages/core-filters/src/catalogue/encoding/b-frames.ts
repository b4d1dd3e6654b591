import { z } from 'zod';
import { integer } from '../../parameters.ts';
import { intensityOf } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** Changes how many frames are predicted from both sides. */
export const bFrames = defineTransformation({
  name: 'b_frames',
  layer: 'encoding',
  summary: 'Changes how many frames in a row are predicted from both sides.',
  source: 'https://ffmpeg.org/ffmpeg-codecs.html#Codec-Options',
  params: z.strictObject({
    bFrames: integer({ unit: 'frames', min: 0, max: 8, description: 'longest run' }),
  }),
  sample: random => ({ bFrames: random.pick([0, 1, 2, 5]) }),
  lower: (_facts, encode) => ({ encode }),
  intensity: ({ bFrames: run }) => intensityOf(run - 3, 10),
});
