import { z } from 'zod';
import { drawAsset } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { generatedClips } from '../../generated-assets/generated-assets.ts';
import { drawSection, framesIn, positionParameter, secondsParameter } from '../../timeline/section.ts';
import { shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerTimeline } from '../lower-timeline.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const mostSeconds = 600;
const shares = rangesByLevel({ light: [0.005, 0.02], medium: [0.02, 0.06], strong: [0.1, 0.25] });
const params = z.strictObject({
  asset: asset(['image', 'video'], {
    description: 'the other clip, with its audio; it restarts when it ends',
  }),
  position: positionParameter('where it is put in'),
  seconds: secondsParameter(mostSeconds, 'how long it is shown'),
});

/** Shows another clip in the middle of the video. */
export const insertClip = defineTransformation({
  name: 'insert_clip',
  layer: 'time',
  summary: 'Interrupts the video by another clip, or by a still picture that is panned over.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#concat',
  immovable: true,
  foreignFrames: true,
  params,
  assetKinds: ['image', 'video'],
  assets: wanted => [wanted.asset],
  impossible: facts => needsSeconds(facts, 0.5),
  sample: (random, facts, level, assets = generatedClips) => ({
    asset: drawAsset(random, assets, ['image', 'video']),
    ...drawSection(random, facts, shares(level), 5),
  }),
  lower: (facts, wanted) => lowerTimeline(facts, interrupted(facts, wanted)),
  effect: (facts, wanted) => effectOfTimeline(facts, interrupted(facts, wanted)),
  intensity: ({ seconds }) => intensityOf(Math.log1p(10 * seconds), Math.log1p(10 * mostSeconds)),
});

function interrupted(facts: MediaFacts, wanted: z.output<typeof params>): Timeline {
  const { frameCount } = facts.video;
  const at = Math.round(wanted.position * frameCount);
  const frames = framesIn(facts, wanted.seconds);
  return timelineOf([
    shown(0, at),
    { kind: 'clip', asset: wanted.asset, skip: 0, frames },
    shown(at, frameCount),
  ]);
}
