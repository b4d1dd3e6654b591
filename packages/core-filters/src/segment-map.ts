/**
 * A stretch of the source that is shown, without interruption and at constant speed, in a variant.
 * All times in seconds from the first frame.
 */
export interface Segment {
  readonly variantStart: number;
  /** Greater than {@link Segment.variantStart}. */
  readonly variantEnd: number;
  readonly sourceStart: number;
  /** Not less than {@link Segment.sourceStart}; equal where one frame is held still. */
  readonly sourceEnd: number;
  /** `1` forwards, `-1` reversed: the variant's start then shows the source's end. */
  readonly direction: 1 | -1;
}

/** Which part of the source is where in a variant: segments in the order of the variant's time, not overlapping there. */
export type SegmentMap = readonly Segment[];

/** Below this length, in seconds, a stretch is a rounding remainder and is dropped. */
const epsilon = 1e-6;

/** The map of a chain that changes no time. */
export function identitySegments(durationSeconds: number): SegmentMap {
  return [
    {
      variantStart: 0,
      variantEnd: durationSeconds,
      sourceStart: 0,
      sourceEnd: durationSeconds,
      direction: 1,
    },
  ];
}

/**
 * The map of two steps in a row.
 *
 * @param first - from the source to the time between the two steps.
 * @param second - from that time, which it calls `source`, to the variant.
 */
export function composeSegments(first: SegmentMap, second: SegmentMap): SegmentMap {
  const composed = second.flatMap(outer => first.flatMap(inner => overlap(inner, outer) ?? []));
  return mergeAdjacent(composed.sort((a, b) => a.variantStart - b.variantStart));
}

function overlap(inner: Segment, outer: Segment): Segment | null {
  const from = Math.max(inner.variantStart, outer.sourceStart);
  const to = Math.min(inner.variantEnd, outer.sourceEnd);
  if (isStill(outer)) {
    // A held frame shows one instant: it belongs to the stretch that contains that instant.
    if (outer.sourceStart < inner.variantStart || outer.sourceStart >= inner.variantEnd) return null;
    const shown = sourceTimeOf(inner, outer.sourceStart);
    return { ...outer, sourceStart: shown, sourceEnd: shown };
  }
  if (to - from < epsilon) return null;
  const shown = [sourceTimeOf(inner, from), sourceTimeOf(inner, to)] as const;
  const placed = [variantTimeOf(outer, from), variantTimeOf(outer, to)] as const;
  return {
    variantStart: Math.min(...placed),
    variantEnd: Math.max(...placed),
    sourceStart: Math.min(...shown),
    sourceEnd: Math.max(...shown),
    // What stands still looks the same either way.
    direction: isStill(inner) || inner.direction === outer.direction ? 1 : -1,
  };
}

function isStill(segment: Segment): boolean {
  return segment.sourceEnd - segment.sourceStart < epsilon;
}

/** Which time of the source is shown at a time of the variant that lies in the segment. */
export function sourceTimeOf(segment: Segment, variantTime: number): number {
  const span = segment.variantEnd - segment.variantStart;
  const passed = span < epsilon ? 0 : (variantTime - segment.variantStart) / span;
  const along = segment.direction === 1 ? passed : 1 - passed;
  return segment.sourceStart + along * (segment.sourceEnd - segment.sourceStart);
}

function variantTimeOf(segment: Segment, sourceTime: number): number {
  const passed = (sourceTime - segment.sourceStart) / (segment.sourceEnd - segment.sourceStart);
  const along = segment.direction === 1 ? passed : 1 - passed;
  return segment.variantStart + along * (segment.variantEnd - segment.variantStart);
}

/** Joins neighbours that continue each other at the same speed, so that a row stands for a whole stretch. */
function mergeAdjacent(segments: readonly Segment[]): SegmentMap {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    const joined = last === undefined ? null : join(last, segment);
    if (joined === null) merged.push(segment);
    else merged[merged.length - 1] = joined;
  }
  return merged;
}

function join(before: Segment, after: Segment): Segment | null {
  const forwards = before.direction === 1;
  const meets = forwards ? after.sourceStart - before.sourceEnd : before.sourceStart - after.sourceEnd;
  if (before.direction !== after.direction || isStill(before) !== isStill(after)) return null;
  if (Math.abs(after.variantStart - before.variantEnd) > epsilon || Math.abs(meets) > epsilon) return null;
  if (Math.abs(speedOf(before) - speedOf(after)) > epsilon) return null;
  return {
    variantStart: before.variantStart,
    variantEnd: after.variantEnd,
    sourceStart: Math.min(before.sourceStart, after.sourceStart),
    sourceEnd: Math.max(before.sourceEnd, after.sourceEnd),
    direction: before.direction,
  };
}

function speedOf(segment: Segment): number {
  return (segment.sourceEnd - segment.sourceStart) / (segment.variantEnd - segment.variantStart);
}
