import { z } from 'zod';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { choice } from '../../parameters.ts';
import {
  drawSection,
  framesIn,
  needsSection,
  positionParameter,
  secondsParameter,
  sectionOf,
} from '../../timeline/section.ts';
import { shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerTimeline, lowerVideoTimeline } from '../lower-timeline.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const mostSeconds = 30;
const shares = rangesByLevel({ light: [0.01, 0.03], medium: [0.06, 0.14], strong: [0.15, 0.25] });
const params = z.strictObject({
  position: positionParameter('where the held frame lies'),
  seconds: secondsParameter(mostSeconds, 'how long it is held'),
  length: choice(['longer', 'kept'], {
    description:
      'longer: time stands still, in silence; kept: hides the next frames, and the audio continues',
  }),
});

/** Holds one frame still for a while. */
export const freeze = defineTransformation({
  name: 'freeze',
  layer: 'time',
  summary: 'Holds one frame still for a while: in silence, or in place of the frames that follow.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#loop',
  params,
  impossible: (facts, wanted) =>
    needsSeconds(facts, 0.5) ?? (wanted?.length === 'kept' ? needsSection(facts, wanted.seconds) : null),
  sample: (random, facts, level) => ({
    ...drawSection(random, facts, shares(level), 5),
    length: random.pick(['longer', 'kept']),
  }),
  lower: (facts, wanted) =>
    (wanted.length === 'longer' ? lowerTimeline : lowerVideoTimeline)(facts, frozen(facts, wanted)),
  effect: (facts, wanted) => effectOfTimeline(facts, frozen(facts, wanted)),
  intensity: ({ seconds }) => intensityOf(Math.log1p(10 * seconds), Math.log1p(10 * mostSeconds)),
});

function frozen(facts: MediaFacts, wanted: z.output<typeof params>): Timeline {
  const { frameCount } = facts.video;
  if (wanted.length === 'kept') {
    const { first, end, frames } = sectionOf(facts, wanted);
    return timelineOf([shown(0, first), { kind: 'held', frame: first, frames }, shown(end, frameCount)]);
  }
  const frame = Math.round(wanted.position * (frameCount - 1));
  const frames = framesIn(facts, wanted.seconds);
  return timelineOf([shown(0, frame), { kind: 'held', frame, frames }, shown(frame, frameCount)]);
}
