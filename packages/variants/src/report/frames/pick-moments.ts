import { type SegmentMap, sourceTimeOf } from '@variegate/core-filters';

/** One moment of the source, and where the variant shows it. */
export interface Moment {
  /** Seconds from the first frame of the source. */
  readonly sourceSeconds: number;
  /** Seconds from the first frame of the variant. */
  readonly variantSeconds: number;
}

/**
 * Moments that source and variant share, spread evenly over what the variant shows of its source. Fewer than asked for
 * only where it shows nothing.
 */
export function pickMoments(segments: SegmentMap, count: number): readonly Moment[] {
  const shown = segments.reduce((sum, segment) => sum + lengthOf(segment), 0);
  if (shown <= 0) return [];
  return Array.from({ length: count }, (_, place) => momentAt(segments, ((place + 0.5) / count) * shown));
}

function momentAt(segments: SegmentMap, position: number): Moment {
  let left = position;
  for (const segment of segments) {
    if (left <= lengthOf(segment)) {
      const variantSeconds = segment.variantStart + left;
      return { variantSeconds, sourceSeconds: sourceTimeOf(segment, variantSeconds) };
    }
    left -= lengthOf(segment);
  }
  throw new RangeError(`There are only ${position - left} seconds, no ${position}.`);
}

function lengthOf({ variantStart, variantEnd }: SegmentMap[number]): number {
  return variantEnd - variantStart;
}
