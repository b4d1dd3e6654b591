import type { MediaFacts } from '../facts/media-facts.ts';
import { rationalToNumber } from '../facts/rational.ts';
import { decimal } from '../parameters.ts';
import type { RandomStream, Range } from '../random-stream.ts';

/** Where a section lies: parameters that fit a video of any length that is not shorter than the section. */
export interface SectionParams {
  /** 0 at the start of the video, 1 at its end. */
  readonly position: number;
  /** Length in seconds. */
  readonly seconds: number;
}

/** The frames of a section; the end is excluded. */
export interface Section {
  readonly first: number;
  readonly end: number;
  readonly frames: number;
}

/** Pictures that one step may keep in memory together, in bytes. */
const mostHeldBytes = 512_000_000;

/** Shortest length that a section's schema allows, in seconds. */
const shortestSeconds = 0.02;

/** Sections are drawn from the middle of a video, where a trim leaves them. */
const drawnPositions: Range = [0.25, 0.75];

/** The schema of a position: 0 where a section begins with the video, 1 where it ends with it. */
export function positionParameter(description: string): ReturnType<typeof decimal> {
  return decimal({ unit: 'fraction of the room there is', min: 0, max: 1, decimals: 4, description });
}

/** The schema of a length of up to `max` seconds. */
export function secondsParameter(max: number, description: string): ReturnType<typeof decimal> {
  return decimal({ unit: 'seconds', min: shortestSeconds, max, decimals: 3, description });
}

/**
 * Draws a section.
 *
 * @param share - its length as a share of the video's, on the grid of thousandths.
 * @param most - the longest that it may be, in seconds.
 */
export function drawSection(
  random: RandomStream,
  facts: MediaFacts,
  share: Range,
  most: number,
): SectionParams {
  const seconds = Math.min(most, facts.durationSeconds * random.decimal(share, 3));
  return {
    position: random.decimal(drawnPositions, 4),
    seconds: Math.max(shortestSeconds, Math.floor(seconds * 1000) / 1000),
  };
}

/** The fewest thousandths of a second that hold so many frames, in seconds. */
export function secondsOf(facts: MediaFacts, frames: number): number {
  return Math.ceil((1000 * frames) / rationalToNumber(facts.video.frameRate)) / 1000;
}

/** Whole frames for a length in seconds, at least one. */
export function framesIn(facts: MediaFacts, seconds: number): number {
  return Math.max(1, Math.round(seconds * rationalToNumber(facts.video.frameRate)));
}

/** The frames of a section, at least one, within the video. */
export function sectionOf(facts: MediaFacts, { position, seconds }: SectionParams): Section {
  const { frameCount } = facts.video;
  const frames = Math.min(frameCount, framesIn(facts, seconds));
  const first = Math.round(position * (frameCount - frames));
  return { first, end: first + frames, frames };
}

/** The reason why a section does not fit, or `null`. */
export function needsSection(facts: MediaFacts, seconds: number): string | null {
  const frames = framesIn(facts, seconds);
  return frames > facts.video.frameCount
    ? `the section has ${frames} frames, the video ${facts.video.frameCount}`
    : null;
}

/** The reason why nothing of a video would be left without so many frames, or `null`. */
export function needsRest({ video }: MediaFacts, frames: number): string | null {
  return frames >= video.frameCount
    ? `the section has ${frames} frames, which leaves none of the video's ${video.frameCount}`
    : null;
}

/** The reason why so many frames of a video cannot be kept in memory, or `null`. */
export function needsMemory(facts: MediaFacts, frames: number): string | null {
  const { width, height } = facts.video;
  const bytes = frames * bytesOfFrame(facts);
  return bytes > mostHeldBytes
    ? `${frames} frames of ${width}x${height} would be held in memory, ${megabytes(bytes)} MB of at most ${megabytes(mostHeldBytes)}`
    : null;
}

/** The longest section, in seconds, whose frames may be kept in memory. */
export function mostHeldSeconds(facts: MediaFacts): number {
  return Math.floor(mostHeldBytes / bytesOfFrame(facts)) / rationalToNumber(facts.video.frameRate);
}

function bytesOfFrame({ video }: MediaFacts): number {
  return 1.5 * video.width * video.height;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
