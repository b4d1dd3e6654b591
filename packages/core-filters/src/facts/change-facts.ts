import type { MediaFacts } from './media-facts.ts';
import { type Rational, rationalToNumber } from './rational.ts';

/** The largest even integer ≤ `value`, at least 2: 4:2:0 pictures have even sizes only. */
export function evenFloor(value: number): number {
  return Math.max(2, 2 * Math.floor(value / 2 + 1e-9));
}

/** The same video at another size. */
export function withSize(facts: MediaFacts, width: number, height: number): MediaFacts {
  return { ...facts, video: { ...facts.video, width, height } };
}

/** The same video with another number of frames at the same rate; the audio has the same length. */
export function withFrameCount(facts: MediaFacts, frameCount: number): MediaFacts {
  const durationSeconds = frameCount / rationalToNumber(facts.video.frameRate);
  return {
    durationSeconds,
    video: { ...facts.video, frameCount },
    audio: facts.audio === null ? null : { ...facts.audio, durationSeconds },
  };
}

/** The same video resampled to another frame rate: the length stays within half a frame. */
export function withFrameRate(facts: MediaFacts, frameRate: Rational): MediaFacts {
  const frameCount = Math.max(1, Math.round(facts.durationSeconds * rationalToNumber(frameRate)));
  return withFrameCount({ ...facts, video: { ...facts.video, frameRate } }, frameCount);
}
