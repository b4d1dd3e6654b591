import { type MediaFacts, normalizedFacts, rationalToNumber } from '@variegate/core-filters';

/** How many frames of a source are taken, and how large. */
export interface Sampling {
  /** Moments of a source at which frames are taken. */
  readonly moments: number;
  /** Frames that are taken at each moment, one after another. */
  readonly framesEach: number;
  /** Length of the shorter side, in pixels: PDQ looks at 64, and structure is still seen. */
  readonly shortSide: number;
}

/** For the comparison of candidates with each other. */
export const comparingSampling: Sampling = { moments: 3, framesEach: 8, shortSide: 240 };

/**
 * For a figure that finished files shall have: more moments, as files differ over time, and larger frames, as sides are whole
 * numbers of pixels.
 */
export const targetSampling: Sampling = { moments: 4, framesEach: 6, shortSide: 320 };

/** Which frames of a source are taken, and how large they are made. */
export interface ChosenSamples {
  /** Number of the first frame of each stretch, from 0, ascending. */
  readonly firstFrames: readonly number[];
  /** Frames of each stretch. */
  readonly framesEach: number;
  /** Pixels, even. */
  readonly width: number;
  /** Pixels, even. */
  readonly height: number;
}

/** Spreads short stretches evenly over a source; a source that is hardly longer than they are is taken from its start. */
export function chooseSamples(
  facts: MediaFacts,
  { moments, framesEach, shortSide }: Sampling = comparingSampling,
): ChosenSamples {
  const { frameCount, width, height } = normalizedFacts(facts).video;
  const scale = Math.min(1, shortSide / Math.min(width, height));
  const even = (pixels: number) => Math.max(2, 2 * Math.round((pixels * scale) / 2));
  const size = { width: even(width), height: even(height) };
  if (frameCount < 2 * moments * framesEach)
    return { firstFrames: [0], framesEach: Math.min(frameCount, moments * framesEach), ...size };
  const middle = (moment: number) => (frameCount * (2 * moment + 1)) / (2 * moments);
  const firstFrames = Array.from({ length: moments }, (_, moment) =>
    Math.floor(middle(moment) - framesEach / 2),
  );
  return { firstFrames, framesEach, ...size };
}

/** Seconds from the start of a source to a little before one of its frames, so that seeking there finds it first. */
export function secondsBefore(frame: number, facts: MediaFacts): number {
  return Math.max(0, (frame - 0.5) / rationalToNumber(facts.video.frameRate));
}
