import { z } from 'zod';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { colour } from '../../parameters.ts';
import {
  drawSection,
  needsRest,
  positionParameter,
  secondsParameter,
  sectionOf,
} from '../../timeline/section.ts';
import { shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerVideoTimeline } from '../lower-timeline.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { frameColours } from './frame-colours.ts';

const mostSeconds = 30;
const shares = rangesByLevel({ light: [0.005, 0.02], medium: [0.02, 0.06], strong: [0.08, 0.2] });
const params = z.strictObject({
  position: positionParameter('where the section lies'),
  seconds: secondsParameter(mostSeconds, 'length of the section'),
  colour: colour({ description: 'colour of the frames' }),
});

/** Shows frames of one colour instead of a section; the audio continues. */
export const replaceWithColorFrames = defineTransformation({
  name: 'replace_with_color_frames',
  layer: 'time',
  summary: 'Shows frames of one colour instead of a section; the audio continues.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#concat',
  immovable: true,
  foreignFrames: true,
  params,
  impossible: (facts, wanted) =>
    needsSeconds(facts, 0.5) ?? needsRest(facts, wanted === undefined ? 1 : sectionOf(facts, wanted).frames),
  sample: (random, facts, level) => ({
    ...drawSection(random, facts, shares(level), 5),
    colour: random.pick(frameColours),
  }),
  lower: (facts, wanted) => lowerVideoTimeline(facts, replaced(facts, wanted)),
  effect: (facts, wanted) => effectOfTimeline(facts, replaced(facts, wanted)),
  intensity: ({ seconds }) => intensityOf(Math.log1p(10 * seconds), Math.log1p(10 * mostSeconds)),
});

function replaced(facts: MediaFacts, wanted: z.output<typeof params>): Timeline {
  const { first, end, frames } = sectionOf(facts, wanted);
  return timelineOf([
    shown(0, first),
    { kind: 'colour', colour: wanted.colour, frames },
    shown(end, facts.video.frameCount),
  ]);
}
