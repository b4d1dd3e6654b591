import { z } from 'zod';
import { drawAsset } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { generatedClips } from '../../generated-assets/generated-assets.ts';
import { decimal } from '../../parameters.ts';
import { shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerTimeline } from '../lower-timeline.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.005, 0.02], medium: [0.01, 0.05], strong: [0.1, 0.25] });
const share = (where: string): z.ZodNumber =>
  decimal({
    unit: 'fraction of the length',
    min: 0,
    max: 0.9,
    decimals: 4,
    description: `replaced at the ${where}`,
  });
const params = z.strictObject({
  asset: asset(['image', 'video'], {
    description: 'the background, with its audio; it restarts when it ends',
  }),
  start: share('start'),
  end: share('end'),
});

/** Shows a background clip instead of the start and the end of the video. */
export const replaceWithBackground = defineTransformation({
  name: 'replace_with_background',
  layer: 'time',
  summary: 'Shows a background clip instead of the start and the end of the video; the length stays.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#concat',
  immovable: true,
  foreignFrames: true,
  params: params.refine(({ start, end }) => start + end <= 0.95, 'start and end together at most 0.95'),
  opposes: ['trim'],
  assetKinds: ['image', 'video'],
  assets: wanted => [wanted.asset],
  impossible: facts => needsSeconds(facts, 1),
  sample: (random, _facts, level, assets = generatedClips) => ({
    asset: drawAsset(random, assets, ['image', 'video']),
    start: random.decimal(ranges(level), 4),
    end: random.decimal(ranges(level), 4),
  }),
  lower: (facts, wanted) => lowerTimeline(facts, replaced(facts, wanted)),
  effect: (facts, wanted) => effectOfTimeline(facts, replaced(facts, wanted)),
  intensity: ({ start, end }) => intensityOf(start + end, 0.95),
});

function replaced(facts: MediaFacts, wanted: z.output<typeof params>): Timeline {
  const { frameCount } = facts.video;
  const first = Math.min(frameCount - 1, Math.round(frameCount * wanted.start));
  const end = Math.max(first + 1, frameCount - Math.round(frameCount * wanted.end));
  const clip = { kind: 'clip', asset: wanted.asset } as const;
  return timelineOf([
    { ...clip, skip: 0, frames: first },
    shown(first, end),
    { ...clip, skip: first, frames: frameCount - end },
  ]);
}
