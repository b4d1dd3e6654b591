import { z } from 'zod';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { decimal } from '../../parameters.ts';
import { type Piece, shown } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerTimeline } from '../lower-timeline.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const ranges = rangesByLevel({ light: [0.01, 0.03], medium: [0.01, 0.05], strong: [0.1, 0.25] });
const params = z.strictObject({
  start: decimal({
    unit: 'fraction of the length',
    min: 0,
    max: 0.9,
    decimals: 4,
    description: 'cut off at the start',
  }),
  end: decimal({
    unit: 'fraction of the length',
    min: 0,
    max: 0.9,
    decimals: 4,
    description: 'cut off at the end',
  }),
});

/** Cuts off the start and the end, exact to the frame. */
export const trim = defineTransformation({
  name: 'trim',
  layer: 'time',
  summary: 'Cuts off the start and the end, exact to the frame.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#trim',
  params: params.refine(({ start, end }) => start + end <= 0.95, 'start and end together at most 0.95'),
  impossible: facts => needsSeconds(facts, 1),
  sample: (random, _facts, level) => ({
    start: random.decimal(ranges(level), 4),
    end: random.decimal(ranges(level), 4),
  }),
  lower: (facts, wanted) => lowerTimeline(facts, [kept(facts, wanted)]),
  effect: (facts, wanted) => effectOfTimeline(facts, [kept(facts, wanted)]),
  intensity: ({ start, end }) => intensityOf(start + end, 0.9),
});

function kept({ video }: MediaFacts, { start, end }: z.output<typeof params>): Piece {
  const { frameCount } = video;
  const first = Math.min(frameCount - 1, Math.round(frameCount * start));
  return shown(first, Math.max(first + 1, frameCount - Math.round(frameCount * end)));
}
