import type { MediaFacts } from '../facts/media-facts.ts';
import { editAudio } from '../timeline/edit-audio.ts';
import { editVideo } from '../timeline/edit-video.ts';
import { factsAfter, segmentsAfter, type Timeline } from '../timeline/timeline.ts';
import type { Effect, Lowering } from './transformation.ts';

/** What the compiler needs to put video and audio into the order of a timeline. */
export function lowerTimeline(facts: MediaFacts, timeline: Timeline): Lowering {
  return {
    ...lowerVideoTimeline(facts, timeline),
    ...(facts.audio === null ? {} : { audio: editAudio(facts, facts.audio, timeline) }),
  };
}

/** The same for the video alone: the audio continues under it. */
export function lowerVideoTimeline(facts: MediaFacts, timeline: Timeline): Lowering {
  const edited = editVideo(facts, timeline);
  const adds = timeline.some(({ kind }) => kind === 'colour' || kind === 'clip');
  return { video: [adds ? { kind: 'splice', fragment: edited } : { kind: 'time', filters: edited }] };
}

/** What a timeline does to facts and time. */
export function effectOfTimeline(facts: MediaFacts, timeline: Timeline): Effect {
  return { facts: factsAfter(facts, timeline), segments: segmentsAfter(facts, timeline) };
}
