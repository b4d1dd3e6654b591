import { z } from 'zod';
import { framesAtRate } from '../../graph/counted-times.ts';
import { choice, integer } from '../../parameters.ts';
import { nearestLevel, wholeRangesByLevel } from '../level.ts';
import { intensityOf, needsFrames, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

/** Drawn so that what is seen is never more than one frame older than the segment map says. */
const everies = wholeRangesByLevel({ light: [8, 15], medium: [3, 7], strong: [2, 2] });

/**
 * Drops frames at even distances and shows the one before each for longer; length and audio stay, and with them the
 * segment map: what is seen is older than it says by less than a group of frames.
 */
export const frameDrop = defineTransformation({
  name: 'frame_drop',
  layer: 'time',
  summary: 'Drops frames at even distances and shows the one before each for longer; length and audio stay.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#select_002c-aselect',
  params: z.strictObject({
    every: integer({ unit: 'frames', min: 2, max: 60, description: 'length of a group of frames' }),
    dropped: choice(['last', 'all-but-first'], { description: 'what is dropped of each group' }),
  }),
  impossible: facts => needsSeconds(facts, 0.5) ?? needsFrames(facts, 16),
  sample: (random, _facts, level) => ({
    every: random.integer(everies(level)),
    dropped: random.pick(nearestLevel(level) === 'strong' ? ['all-but-first'] : ['last']),
  }),
  lower({ video }, { every, dropped }) {
    const kept = dropped === 'last' ? `lt(mod(n,${every}),${every - 1})` : `eq(mod(n,${every}),0)`;
    // The last frame stays, so that the video does not end before its audio.
    const expr = `${kept}+gte(n,${video.frameCount - 1})`;
    return {
      video: [
        {
          kind: 'time',
          filters: [{ name: 'select', options: { expr } }, ...framesAtRate(video)],
        },
      ],
    };
  },
  intensity: ({ every, dropped }) => intensityOf(dropped === 'last' ? 1 / every : 1 - 1 / every, 1),
});
