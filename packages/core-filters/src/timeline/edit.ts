import type { Effect, Lowering } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { editPicture } from './edit-picture.ts';
import { editSound } from './edit-sound.ts';
import { factsAfter, segmentsAfter, type Timeline } from './timeline.ts';

/** What the compiler needs to put picture and sound into the order of a timeline. */
export function lowerTimeline(facts: MediaFacts, timeline: Timeline): Lowering {
  return {
    ...lowerPictureTimeline(facts, timeline),
    ...(facts.audio === null ? {} : { audio: editSound(facts, facts.audio, timeline) }),
  };
}

/** The same for the picture alone: the sound goes on under it. */
export function lowerPictureTimeline(facts: MediaFacts, timeline: Timeline): Lowering {
  const edited = editPicture(facts, timeline);
  const adds = timeline.some(({ kind }) => kind === 'colour' || kind === 'clip');
  return { video: [adds ? { kind: 'splice', fragment: edited } : { kind: 'time', filters: edited }] };
}

/** What a timeline does to facts and time. */
export function effectOfTimeline(facts: MediaFacts, timeline: Timeline): Effect {
  return { facts: factsAfter(facts, timeline), segments: segmentsAfter(facts, timeline) };
}
