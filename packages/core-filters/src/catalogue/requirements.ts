import type { MediaFacts } from '../facts/media-facts.ts';

/** The reason why a step on the audio cannot be done, or `null`. */
export function needsAudio(facts: MediaFacts): string | null {
  return facts.audio === null ? 'the source has no sound' : null;
}

/** The reason why a step needs a longer video, or `null`. */
export function needsSeconds(facts: MediaFacts, seconds: number): string | null {
  return facts.durationSeconds < seconds
    ? `the video lasts ${facts.durationSeconds.toFixed(2)} s, the step needs ${seconds} s`
    : null;
}

/** The reason why a step needs more frames, or `null`. */
export function needsFrames({ video }: MediaFacts, frames: number): string | null {
  return video.frameCount < frames
    ? `the video has ${video.frameCount} frames, the step needs ${frames}`
    : null;
}

/** The reason why a step on the difference between left and right cannot be done, or `null`. */
export function needsStereo(facts: MediaFacts): string | null {
  return needsAudio(facts) ?? (facts.audio?.channels === 1 ? 'the sound has one channel' : null);
}

/** The reason why a step at a frequency needs more samples a second, or `null`. */
export function needsFrequency(facts: MediaFacts, hertz: number): string | null {
  const { sampleRate } = facts.audio ?? { sampleRate: 0 };
  return (
    needsAudio(facts) ??
    (sampleRate < 2.2 * hertz ? `sound of ${sampleRate} samples a second has no ${hertz} Hz` : null)
  );
}

/** The reason why a step needs a larger video, or `null`. */
export function needsPixels(facts: MediaFacts, pixels: number): string | null {
  const { width, height } = facts.video;
  return Math.min(width, height) < pixels
    ? `the picture is ${width}x${height}, the step needs ${pixels} pixels a side`
    : null;
}

/** A share of the strongest possible change as a whole number 0..100. */
export function intensityOf(amount: number, strongest: number): number {
  return Math.min(100, Math.max(0, Math.round((100 * Math.abs(amount)) / strongest)));
}
