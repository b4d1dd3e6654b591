import { z } from 'zod';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { decimal } from '../../parameters.ts';
import { type Piece, shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerTimeline } from '../lower-timeline.ts';
import { intensityOf, needsFrames, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const skipped = rangesByLevel({ light: [0.01, 0.012], medium: [0.012, 0.03], strong: [0.05, 0.15] });
const params = z.strictObject({
  start: decimal({
    unit: 'fraction of the length',
    min: 0,
    max: 0.9,
    decimals: 4,
    description: 'cut off before the first kept section',
  }),
  keep: decimal({
    unit: 'fraction of the length',
    min: 0.02,
    max: 1,
    decimals: 4,
    description: 'length of each kept section',
  }),
  skip: decimal({
    unit: 'fraction of the length',
    min: 0.01,
    max: 0.9,
    decimals: 4,
    description: 'length of each section that is cut out',
  }),
});

/** Cuts short sections out at even distances; video and audio close up. */
export const timeDecimate = defineTransformation({
  name: 'time_decimate',
  layer: 'time',
  summary: 'Cuts short sections out at even distances; video and audio close up.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#concat',
  params,
  impossible: facts => needsSeconds(facts, 1) ?? needsFrames(facts, 16),
  sample: (random, facts, level) => ({
    start: 0,
    keep: random.decimal([0.12, 0.25], 4),
    // At least a frame, or nothing would be cut out of the shortest videos.
    skip: Math.max(random.decimal(skipped(level), 4), Math.ceil(1e4 / facts.video.frameCount) / 1e4),
  }),
  lower: (facts, wanted) => lowerTimeline(facts, decimated(facts, wanted)),
  effect: (facts, wanted) => effectOfTimeline(facts, decimated(facts, wanted)),
  intensity: ({ start, keep, skip }) => intensityOf(start + ((1 - start) * skip) / (keep + skip), 1),
});

function decimated(facts: MediaFacts, { start, keep, skip }: z.output<typeof params>): Timeline {
  const { frameCount } = facts.video;
  const frameAt = (share: number): number => Math.min(frameCount, Math.round(frameCount * share));
  const begin = Math.min(frameCount - 1, frameAt(start));
  const pieces: Piece[] = [];
  for (let turn = 0; frameAt(start + turn * (keep + skip)) < frameCount; turn++) {
    const from = start + turn * (keep + skip);
    pieces.push(shown(Math.max(begin, frameAt(from)), frameAt(from + keep)));
  }
  const timeline = timelineOf(pieces);
  return timeline.length === 0 ? [shown(begin, begin + 1)] : timeline;
}
