import type { MediaFacts } from '../facts/media-facts.ts';

/** The reason why a step on the sound cannot be done, or `null`. */
export function needsAudio(facts: MediaFacts): string | null {
  return facts.audio === null ? 'the source has no sound' : null;
}

/** The reason why a step needs a longer video, or `null`. */
export function needsSeconds(facts: MediaFacts, seconds: number): string | null {
  return facts.durationSeconds < seconds
    ? `the video lasts ${facts.durationSeconds.toFixed(2)} s, the step needs ${seconds} s`
    : null;
}

/** The reason why a step needs a larger picture, or `null`. */
export function needsPixels(facts: MediaFacts, pixels: number): string | null {
  const { width, height } = facts.video;
  return Math.min(width, height) < pixels
    ? `the picture is ${width}x${height}, the step needs ${pixels} pixels a side`
    : null;
}
