import type { Segment, SegmentMap } from './segment-map.ts';

/** What the rows of a scorable map are measured by. */
export interface ScorableOptions {
  /** Length of the source, in seconds. */
  readonly sourceSeconds: number;
  /** Length of one frame of the source, in seconds, > 0. */
  readonly sourceFrameSeconds: number;
  /** Length of one frame of the variant, in seconds, > 0. */
  readonly variantFrameSeconds: number;
}

/** Gaps and jumps of up to this many frames are none. */
const toleratedFrames = 2;

/** What a rounded time may be off by, in seconds. */
const roundingSeconds = 1e-6;

/**
 * A segment map as the measures of copy detection can score it, on which a row without length can never be found. Neighbours become
 * one row where they continue each other on both axes, whatever their speeds, with gaps of up to two frames; a frame
 * that is held belongs to the row that reaches it. A row that is still shorter than a frame on an axis gets the length of
 * one frame there, around its middle.
 */
export function scorableSegments(segments: SegmentMap, options: ScorableOptions): SegmentMap {
  const { sourceSeconds, sourceFrameSeconds, variantFrameSeconds } = options;
  const rows: Segment[] = [];
  for (const segment of segments.toSorted((a, b) => a.variantStart - b.variantStart)) {
    const last = rows.at(-1);
    const joined = last === undefined ? null : joinRows(last, segment, options);
    if (joined === null) rows.push(segment);
    else rows[rows.length - 1] = joined;
  }
  return rows.map(row => {
    const [variantStart, variantEnd] = atLeast(row.variantStart, row.variantEnd, variantFrameSeconds);
    const [sourceStart, sourceEnd] = atLeast(
      row.sourceStart,
      row.sourceEnd,
      sourceFrameSeconds,
      sourceSeconds,
    );
    return { variantStart, variantEnd, sourceStart, sourceEnd, direction: row.direction };
  });
}

function joinRows(before: Segment, after: Segment, options: ScorableOptions): Segment | null {
  const variantGap = toleratedFrames * options.variantFrameSeconds + roundingSeconds;
  const sourceGap = toleratedFrames * options.sourceFrameSeconds + roundingSeconds;
  if (Math.abs(after.variantStart - before.variantEnd) > variantGap) return null;
  const still = (row: Segment) => row.sourceEnd - row.sourceStart < options.sourceFrameSeconds;
  if (!still(before) && !still(after) && before.direction !== after.direction) return null;
  const direction = still(before) ? after.direction : before.direction;
  const jump = direction === 1 ? after.sourceStart - before.sourceEnd : before.sourceStart - after.sourceEnd;
  if (Math.abs(jump) > sourceGap) return null;
  return {
    variantStart: before.variantStart,
    variantEnd: Math.max(before.variantEnd, after.variantEnd),
    sourceStart: Math.min(before.sourceStart, after.sourceStart),
    sourceEnd: Math.max(before.sourceEnd, after.sourceEnd),
    direction,
  };
}

/** A range of at least some length, moved back into 0 to the limit where it would stand out. */
function atLeast(
  start: number,
  end: number,
  length: number,
  limit = Number.POSITIVE_INFINITY,
): readonly [number, number] {
  if (end - start >= length) return [start, end];
  const middle = (start + end) / 2;
  const from = Math.max(0, Math.min(middle - length / 2, limit - length));
  return [from, from + length];
}
