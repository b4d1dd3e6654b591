import { z } from 'zod';
import { drawAsset } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { generatedClips } from '../../generated-assets/generated-assets.ts';
import { choice } from '../../parameters.ts';
import { drawSection, framesIn, secondsParameter } from '../../timeline/section.ts';
import { shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerTimeline } from '../lower-timeline.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const mostSeconds = 600;
const shares = rangesByLevel({ light: [0.01, 0.03], medium: [0.03, 0.08], strong: [0.1, 0.3] });
const params = z.strictObject({
  asset: asset(['image', 'video'], {
    description: 'the other clip, with its audio; it restarts when it ends',
  }),
  seconds: secondsParameter(mostSeconds, 'how long it is shown'),
  place: choice(['before', 'after'], { description: 'whether it comes before the video or after it' }),
});

/** Shows another clip before or after the video. */
export const concat = defineTransformation({
  name: 'concat',
  layer: 'time',
  summary: 'Shows another clip, or a still picture that is panned over, before or after the video.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#concat',
  immovable: true,
  foreignFrames: true,
  params,
  opposes: ['trim'],
  assetKinds: ['image', 'video'],
  assets: wanted => [wanted.asset],
  impossible: facts => needsSeconds(facts, 0.5),
  sample: (random, facts, level, assets = generatedClips) => ({
    asset: drawAsset(random, assets, ['image', 'video']),
    seconds: drawSection(random, facts, shares(level), 10).seconds,
    place: random.pick(['before', 'after']),
  }),
  lower: (facts, wanted) => lowerTimeline(facts, joined(facts, wanted)),
  effect: (facts, wanted) => effectOfTimeline(facts, joined(facts, wanted)),
  intensity: ({ seconds }) => intensityOf(Math.log1p(10 * seconds), Math.log1p(10 * mostSeconds)),
});

function joined(facts: MediaFacts, { asset: other, seconds, place }: z.output<typeof params>): Timeline {
  const whole = shown(0, facts.video.frameCount);
  const clip = { kind: 'clip', asset: other, skip: 0, frames: framesIn(facts, seconds) } as const;
  return timelineOf(place === 'before' ? [clip, whole] : [whole, clip]);
}
