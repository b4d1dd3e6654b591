import { type MediaFacts, presentedSize, rationalToNumber } from '@variegate/core-filters';
import type { OpenInput } from '@variegate/runner';
import { type ExceededLimit, MediaUnusableError } from './errors.ts';

/** The largest input that is taken. A small file can ask for hours of work and gigabytes of memory. */
export interface SourceLimits {
  /** Seconds from the first frame or sample to the end of the last. @default 21600 (six hours) */
  readonly maxDurationSeconds: number;
  /** Pixels of one picture. @default 35389440 (8192 x 4320) */
  readonly maxPixels: number;
  /** Streams of any kind in one file. @default 32 */
  readonly maxStreams: number;
  /** Frames per second. @default 240 */
  readonly maxFps: number;
  /** Bytes of the file. @default 274877906944 (256 GiB, which is six hours at 100 Mbit/s) */
  readonly maxInputBytes: number;
}

/** The limits that hold where a caller says nothing. */
export const defaultSourceLimits: SourceLimits = {
  maxDurationSeconds: 21_600,
  maxPixels: 35_389_440,
  maxStreams: 32,
  maxFps: 240,
  maxInputBytes: 274_877_906_944,
};

/**
 * Refuses a file for its size, before any of it is read: reading is what takes long, and a sparse file of any size costs
 * nothing to make.
 *
 * @throws {INSPECT_MEDIA_UNUSABLE} when it is larger than the limit.
 */
export function assertInputSize(
  { path, sizeBytes }: Pick<OpenInput, 'path' | 'sizeBytes'>,
  { maxInputBytes }: Pick<SourceLimits, 'maxInputBytes'>,
): void {
  if (sizeBytes <= maxInputBytes) return;
  const limit: ExceededLimit = { name: 'maxInputBytes', allowed: maxInputBytes, found: sizeBytes };
  throw new MediaUnusableError(path, describeExceededLimit(limit), { reason: 'limit', limit });
}

/** The first limit that the content of a file is beyond, or `null`. Pure. */
export function exceededLimit(
  facts: MediaFacts,
  streamCount: number,
  limits: SourceLimits,
): ExceededLimit | null {
  const found: Readonly<Record<Exclude<keyof SourceLimits, 'maxInputBytes'>, number>> = {
    maxStreams: streamCount,
    maxPixels: Math.max(facts.video.width * facts.video.height, presentedPixels(facts)),
    maxFps: rationalToNumber(facts.video.frameRate),
    maxDurationSeconds: spanSeconds(facts),
  };
  for (const name of Object.keys(found) as (keyof typeof found)[]) {
    if (found[name] <= limits[name]) continue;
    // Of streams no more than one too many is read, so how many there are is not known.
    return { name, allowed: limits[name], found: name === 'maxStreams' ? null : found[name] };
  }
  return null;
}

/** Pixels in the square form in which variants are made: a video of 320 x 240 pixels can be 32,000 wide. */
function presentedPixels(facts: MediaFacts): number {
  const { width, height } = presentedSize(facts);
  return width * height;
}

/** The longest side that H.264 has. */
const longestSide = 16_384;

/** Why a video is too long in one direction to be encoded, as the end of a sentence, or `null`. Pure. */
export function tooLongSide(facts: MediaFacts): string | null {
  const { width, height } = presentedSize(facts);
  if (Math.max(width, height) <= longestSide) return null;
  return `is shown at ${width} x ${height} square pixels, and no side may have more than ${longestSide}`;
}

/** From the first frame or sample to the end of the last: a gap between the streams costs as much as content. */
function spanSeconds({ durationSeconds, video, audio }: MediaFacts): number {
  const videoEnd = video.startSeconds + durationSeconds;
  if (audio === null) return durationSeconds;
  const start = Math.min(video.startSeconds, audio.startSeconds);
  return Math.max(videoEnd, audio.startSeconds + audio.durationSeconds) - start;
}

/** The limit at which ffprobe itself stopped, by what it says on standard error, or `null`. Pure. */
export function limitInMessages(stderr: string, limits: SourceLimits): ExceededLimit | null {
  const size = /Picture size (\d+)x(\d+) exceeds specified max pixel count/.exec(stderr);
  if (size !== null) {
    return { name: 'maxPixels', allowed: limits.maxPixels, found: Number(size[1]) * Number(size[2]) };
  }
  const tooManyStreams = /Number of streams exceeds/i.test(stderr);
  return tooManyStreams ? { name: 'maxStreams', allowed: limits.maxStreams, found: null } : null;
}

/** The end of a sentence about a file that is beyond a limit, such as `has 90 frames a second, more than maxFps (60) allows`. */
export function describeExceededLimit({ name, allowed, found }: ExceededLimit): string {
  const amount = found === null ? 'more' : String(Math.round(found * 1000) / 1000);
  return `has ${amount} ${units[name]}${found === null ? '' : ', more'} than ${name} (${allowed}) allows`;
}

const units: Readonly<Record<ExceededLimit['name'], string>> = {
  maxDurationSeconds: 'seconds',
  maxPixels: 'pixels a picture',
  maxStreams: 'streams',
  maxFps: 'frames a second',
  maxInputBytes: 'bytes',
};
