import { z } from 'zod';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { integer } from '../../parameters.ts';
import {
  drawSection,
  mostHeldSeconds,
  needsMemory,
  needsSection,
  positionParameter,
  secondsParameter,
  sectionOf,
} from '../../timeline/section.ts';
import { shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel, wholeRangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerTimeline } from '../lower-timeline.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const mostSeconds = 60;
const shares = rangesByLevel({ light: [0.01, 0.03], medium: [0.02, 0.06], strong: [0.05, 0.12] });
const times = wholeRangesByLevel({ light: [1, 1], medium: [1, 1], strong: [1, 3] });
const params = z.strictObject({
  position: positionParameter('where the repeated section lies'),
  seconds: secondsParameter(mostSeconds, 'length of the section'),
  times: integer({ unit: 'times', min: 1, max: 20, description: 'how often it is shown once more' }),
});

/** Shows a section, or the whole, several times in a row, with its audio. */
export const loop = defineTransformation({
  name: 'loop',
  layer: 'time',
  summary: 'Shows a section, or the whole, several times in a row, with its audio.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#concat',
  params,
  impossible: (facts, wanted) =>
    wanted === undefined
      ? needsSeconds(facts, 0.5)
      : (needsSection(facts, wanted.seconds) ?? needsMemory(facts, sectionOf(facts, wanted).frames)),
  sample: (random, facts, level) => ({
    ...drawSection(random, facts, shares(level), Math.min(5, mostHeldSeconds(facts))),
    times: random.integer(times(level)),
  }),
  lower: (facts, wanted) => ({
    ...lowerTimeline(facts, looped(facts, wanted)),
    heldFrames: sectionOf(facts, wanted).frames,
  }),
  effect: (facts, wanted) => effectOfTimeline(facts, looped(facts, wanted)),
  intensity: ({ seconds, times: again }) => intensityOf(Math.log1p(seconds * again), Math.log1p(60)),
});

function looped(facts: MediaFacts, wanted: z.output<typeof params>): Timeline {
  const { first, end } = sectionOf(facts, wanted);
  const again = Array.from({ length: wanted.times - 1 }, () => shown(first, end));
  return timelineOf([shown(0, end), ...again, shown(first, facts.video.frameCount)]);
}
