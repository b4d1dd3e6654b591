import { z } from 'zod';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { colour } from '../../parameters.ts';
import { drawSection, framesIn, positionParameter, secondsParameter } from '../../timeline/section.ts';
import { shown, type Timeline, timelineOf } from '../../timeline/timeline.ts';
import { rangesByLevel } from '../level.ts';
import { effectOfTimeline, lowerTimeline } from '../lower-timeline.ts';
import { intensityOf, needsSeconds } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';
import { frameColours } from './frame-colours.ts';

const mostSeconds = 30;
const shares = rangesByLevel({ light: [0.005, 0.02], medium: [0.02, 0.06], strong: [0.08, 0.2] });
const params = z.strictObject({
  position: positionParameter('where they are put in'),
  seconds: secondsParameter(mostSeconds, 'how long they last'),
  colour: colour({ description: 'colour of the frames' }),
});

/** Puts frames of one colour, with silence, between the others. */
export const insertColorFrames = defineTransformation({
  name: 'insert_color_frames',
  layer: 'time',
  summary: 'Puts frames of one colour, with silence, between the others.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#concat',
  immovable: true,
  foreignFrames: true,
  params,
  impossible: facts => needsSeconds(facts, 0.5),
  sample: (random, facts, level) => ({
    ...drawSection(random, facts, shares(level), 5),
    colour: random.pick(frameColours),
  }),
  lower: (facts, wanted) => lowerTimeline(facts, inserted(facts, wanted)),
  effect: (facts, wanted) => effectOfTimeline(facts, inserted(facts, wanted)),
  intensity: ({ seconds }) => intensityOf(Math.log1p(10 * seconds), Math.log1p(10 * mostSeconds)),
});

function inserted(facts: MediaFacts, { position, seconds, colour }: z.output<typeof params>): Timeline {
  const { frameCount } = facts.video;
  const at = Math.round(position * frameCount);
  const frames = framesIn(facts, seconds);
  return timelineOf([shown(0, at), { kind: 'colour', colour, frames }, shown(at, frameCount)]);
}
