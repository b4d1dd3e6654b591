import { z } from 'zod';
import { drawAsset } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { generatedClips } from '../../generated-assets/generated-assets.ts';
import { drawSection, framesIn, secondsParameter } from '../../timeline/section.ts';
import { shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerTimeline } from '../lower-timeline.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const mostSeconds = 600;
const shares = rangesByLevel({ light: [0.005, 0.02], medium: [0.02, 0.05], strong: [0.08, 0.15] });
const params = z.strictObject({
  asset: asset(['image', 'video'], {
    description: 'the background, with its audio; it restarts when it ends',
  }),
  before: secondsParameter(mostSeconds, 'background before the video'),
  after: secondsParameter(mostSeconds, 'background after the video, continuing where it was left'),
});

/** Puts the whole video into the middle of a background clip. */
export const insertInBackground = defineTransformation({
  name: 'insert_in_background',
  layer: 'time',
  summary: 'Puts the whole video between two parts of a background clip.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#concat',
  immovable: true,
  foreignFrames: true,
  params,
  opposes: ['trim'],
  assetKinds: ['image', 'video'],
  assets: wanted => [wanted.asset],
  impossible: facts => needsSeconds(facts, 0.5),
  sample(random, facts, level, assets = generatedClips) {
    const seconds = (): number => drawSection(random, facts, shares(level), 10).seconds;
    return { asset: drawAsset(random, assets, ['image', 'video']), before: seconds(), after: seconds() };
  },
  lower: (facts, wanted) => lowerTimeline(facts, embedded(facts, wanted)),
  effect: (facts, wanted) => effectOfTimeline(facts, embedded(facts, wanted)),
  intensity: ({ before, after }) =>
    intensityOf(Math.log1p(10 * (before + after)), Math.log1p(20 * mostSeconds)),
});

function embedded(facts: MediaFacts, wanted: z.output<typeof params>): Timeline {
  const clip = { kind: 'clip', asset: wanted.asset } as const;
  const frames = framesIn(facts, wanted.before);
  return timelineOf([
    { ...clip, skip: 0, frames },
    shown(0, facts.video.frameCount),
    { ...clip, skip: frames, frames: framesIn(facts, wanted.after) },
  ]);
}
