import { z } from 'zod';
import type { MediaFacts } from '../../facts/media-facts.ts';
import {
  drawSection,
  framesIn,
  mostHeldSeconds,
  needsMemory,
  needsSection,
  positionParameter,
  secondsOf,
  secondsParameter,
  sectionOf,
} from '../../timeline/section.ts';
import { shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerTimeline } from '../lower-timeline.ts';
import { intensityOf, needsFrames, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const mostSeconds = 60;
const shares = rangesByLevel({ light: [0.02, 0.05], medium: [0.05, 0.12], strong: [0.15, 0.4] });
const params = z.strictObject({
  position: positionParameter('where the section lies'),
  seconds: secondsParameter(mostSeconds, 'length of the section'),
});

/** Plays a section backwards, video and audio. */
export const reverse = defineTransformation({
  name: 'reverse',
  layer: 'time',
  summary: 'Plays a section, or the whole, backwards, video and audio.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#reverse',
  params,
  impossible: (facts, wanted) =>
    needsSeconds(facts, 0.5) ??
    needsFrames(facts, 2) ??
    (wanted === undefined ? null : reasonAgainst(facts, wanted)),
  sample(random, facts, level) {
    const section = drawSection(random, facts, shares(level), Math.min(10, mostHeldSeconds(facts)));
    return { ...section, seconds: Math.max(section.seconds, secondsOf(facts, 2)) };
  },
  lower: (facts, wanted) => ({
    ...lowerTimeline(facts, reversed(facts, wanted)),
    heldFrames: sectionOf(facts, wanted).frames,
  }),
  effect: (facts, wanted) => effectOfTimeline(facts, reversed(facts, wanted)),
  intensity: ({ seconds }) => intensityOf(Math.log1p(10 * seconds), Math.log1p(10 * mostSeconds)),
});

function reasonAgainst(facts: MediaFacts, wanted: z.output<typeof params>): string | null {
  if (framesIn(facts, wanted.seconds) < 2) return 'the section has one frame, which is the same backwards';
  return needsSection(facts, wanted.seconds) ?? needsMemory(facts, sectionOf(facts, wanted).frames);
}

function reversed(facts: MediaFacts, wanted: z.output<typeof params>): Timeline {
  const { first, end } = sectionOf(facts, wanted);
  return timelineOf([
    shown(0, first),
    { kind: 'shown', first, end, direction: -1 },
    shown(end, facts.video.frameCount),
  ]);
}
