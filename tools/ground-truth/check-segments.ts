import type { CounterFrame } from './read-counters.ts';

/** A row of the ground truth, with the direction that the manifest gives. */
export interface TruthRow {
  readonly queryStart: number;
  readonly queryEnd: number;
  readonly refStart: number;
  readonly refEnd: number;
  readonly direction: 1 | -1;
}

/**
 * How well a picture agrees with the ground truth. `exact`: the source shows it at a time that the truth gives for the
 * time during which the variant shows it. `near`: so it is when the picture comes or goes one frame earlier or later, or
 * is the source's frame before or after.
 */
export type Agreement = 'exact' | 'near' | 'wrong';

/** What a segment turned out to show. */
export interface CheckedSegment {
  readonly row: TruthRow;
  /** Of the segment's first, middle and last frame. */
  readonly agreements: readonly Agreement[];
}

/** A stretch of time, in seconds. */
interface Span {
  readonly from: number;
  readonly to: number;
}

// Containers round times to a millisecond: half of one on either side.
const tolerance = 0.0011;

/**
 * Compares what a variant shows at the start, in the middle and at the end of each segment with what the ground truth
 * says, by the counters in the pictures alone. A picture that is held for several frames is one picture.
 */
export function checkSegments(
  rows: readonly TruthRow[],
  variant: readonly CounterFrame[],
  source: readonly CounterFrame[],
): readonly CheckedSegment[] {
  const frameSeconds = medianStep(variant);
  return rows.map(row => {
    // A frame that a cut falls into counts as what is shown in its middle, as in the ground truth.
    const inside = variant.flatMap(({ seconds }, position) => {
      const middle = (seconds + (variant[position + 1]?.seconds ?? seconds + frameSeconds)) / 2;
      return middle >= row.queryStart && middle < row.queryEnd ? [position] : [];
    });
    const points = [inside[0], inside[Math.floor(inside.length / 2)], inside.at(-1)];
    return {
      row,
      agreements: points.flatMap(position => {
        if (position === undefined) return [];
        const counter = variant[position]?.counter ?? null;
        const span = onScreen(variant, position, frameSeconds);
        const own = { from: Math.max(span.from, row.queryStart), to: Math.min(span.to, row.queryEnd) };
        if (counter !== null && says([row], source, counter, own)) return 'exact';
        const wider = { from: span.from - frameSeconds, to: span.to + frameSeconds };
        if (says(rows, source, counter, wider)) return 'near';
        const neighbours = counter === null ? [] : [counter - 1, counter + 1];
        return neighbours.some(neighbour => says([row], source, neighbour, own)) ? 'near' : 'wrong';
      }),
    };
  });
}

/** From when to when the picture of a frame is shown, frames before and after it that are the same included. */
function onScreen(frames: readonly CounterFrame[], position: number, frameSeconds: number): Span {
  const counter = frames[position]?.counter;
  let first = position;
  let last = position;
  while (first > 0 && frames[first - 1]?.counter === counter) first--;
  while (last < frames.length - 1 && frames[last + 1]?.counter === counter) last++;
  const from = frames[first]?.seconds ?? 0;
  return { from, to: frames[last + 1]?.seconds ?? (frames[last]?.seconds ?? 0) + frameSeconds };
}

/** Whether the rows say that some time of the span shows the counter; without one, that nothing of the source is shown. */
function says(
  rows: readonly TruthRow[],
  source: readonly CounterFrame[],
  counter: number | null,
  span: Span,
): boolean {
  let covered = 0;
  for (const row of rows) {
    const from = Math.max(span.from, row.queryStart);
    const to = Math.min(span.to, row.queryEnd);
    if (to <= from) continue;
    covered += to - from;
    const times = [sourceTime(row, from), sourceTime(row, to)].sort((a, b) => a - b);
    if (counter !== null && isShown(source, counter, times[0] ?? 0, times[1] ?? 0)) return true;
  }
  return counter === null && covered < span.to - span.from - tolerance;
}

/** The time of the source that the row says is shown at a time of the variant. */
function sourceTime(
  { queryStart, queryEnd, refStart, refEnd, direction }: TruthRow,
  seconds: number,
): number {
  const share = (seconds - queryStart) / (queryEnd - queryStart);
  return refStart + (direction === 1 ? share : 1 - share) * (refEnd - refStart);
}

/** Whether the source shows the counter at some time of a stretch. */
function isShown(source: readonly CounterFrame[], counter: number, from: number, to: number): boolean {
  const inner = { from: from + tolerance, to: Math.max(to - tolerance, from + tolerance) };
  return source.some(
    (frame, position) =>
      frame.counter === counter &&
      frame.seconds <= inner.to &&
      (source[position + 1]?.seconds ?? Number.POSITIVE_INFINITY) > inner.from,
  );
}

function medianStep(frames: readonly CounterFrame[]): number {
  const steps = frames.slice(1).map(({ seconds }, before) => seconds - (frames[before]?.seconds ?? 0));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}
