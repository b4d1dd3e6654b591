import { type SegmentMap, sourceTimeOf } from '@variegate/core-filters';
import type { PdqFrame } from '../pdq/pdq-frame.ts';
import { pdqDistanceAt } from '../pdq/pdq-hash.ts';
import { type SourceHashes, wordsPerFrame } from '../source/source-hashes.ts';

/** How far frames of a variant are from the frames of the source that they show. */
export interface AlignedDistance {
  /** Mean PDQ distance of all pairs, 0..256 bits; `null` without pairs. */
  readonly meanBits: number | null;
  /** Frames of the variant that show a time of the source. */
  readonly pairs: number;
}

/**
 * Pairs each frame of the variant with the frame of the source that it shows by the segment map, and averages the
 * distances. Frames that show nothing of the source, such as inserted ones, have no pair.
 */
export function alignedDistance(
  variant: readonly PdqFrame[],
  source: SourceHashes,
  segments: SegmentMap,
): AlignedDistance {
  let pairs = 0;
  let bits = 0;
  for (const frame of variant) {
    const time = shownSourceTime(frame.timeSeconds, segments);
    if (time === null || source.times.length === 0) continue;
    pairs += 1;
    bits += pdqDistanceAt(frame.hash, 0, source.words, nearestIndex(source.times, time) * wordsPerFrame);
  }
  return { meanBits: pairs === 0 ? null : bits / pairs, pairs };
}

/** Seconds by which a frame's time may lie before the segment that it opens: containers round to milliseconds. */
const roundingSeconds = 0.001;

/** Which time of the source is shown at a time of the variant; `null` where it is none. */
export function shownSourceTime(variantTime: number, segments: SegmentMap): number | null {
  const time = variantTime + roundingSeconds;
  const segment = segments.find(({ variantStart, variantEnd }) => time >= variantStart && time < variantEnd);
  return segment === undefined ? null : sourceTimeOf(segment, variantTime);
}

/** Index of the entry nearest to a value in an ascending list of at least one. */
export function nearestIndex(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  const before = Math.max(0, low - 1);
  const nearer =
    Math.abs((ascending[before] as number) - value) <= Math.abs((ascending[low] as number) - value);
  return nearer ? before : low;
}
