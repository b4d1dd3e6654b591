import { z } from 'zod';
import { decimal } from '../../parameters.ts';
import { rangesByLevel } from '../level.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [2, 5], medium: [0.5, 3], strong: [0.1, 0.5] });

/** Places key frames more often. */
export const keyframeInterval = defineTransformation({
  name: 'keyframe_interval',
  layer: 'encoding',
  summary: 'Places key frames at a given distance.',
  source: 'https://ffmpeg.org/ffmpeg-codecs.html#Codec-Options',
  params: z.strictObject({
    keyframeSeconds: decimal({
      unit: 'seconds',
      min: 0.05,
      max: 20,
      decimals: 2,
      description: 'longest distance',
    }),
  }),
  impossible: facts => needsSeconds(facts, 0.5),
  sample(random, facts, level) {
    const [lowest, highest] = ranges(level);
    // A key frame that would come after the end of a short clip would change nothing.
    const last = facts.durationSeconds / 3;
    return { keyframeSeconds: random.decimal([Math.min(lowest, last), Math.min(highest, last)], 2) };
  },
  lower: (_facts, encode) => ({ encode }),
  intensity: ({ keyframeSeconds }) => intensityOf(Math.log(20 / keyframeSeconds), Math.log(400)),
});
