import type { FoundSegment } from './fingerprints.ts';

/** A sampled frame of a query, and all frames of one reference that it matches, by their times. */
export interface FrameMatch {
  readonly queryTime: number;
  readonly refTimes: readonly number[];
}

/** Seconds from one sample to the next. */
const sampleSeconds = 1;

/** Samples that may be missing inside of a segment. */
const toleratedSamples = 2;

/** Seconds by which the reference may run ahead or behind for each second of the query: speeds up to 2.5 either way. */
const toleratedDrift = 1.5;

/**
 * Joins matching frames of a query and a reference into segments: those that follow each other in the query and advance in the
 * reference, or go back in it. A segment lasts from its first sample to the second after its last, or to the end of the video.
 *
 * @param matches - in the order of the query's time
 * @param ends - lengths of the two videos, in seconds
 */
export function localise(
  matches: readonly FrameMatch[],
  ends: { readonly query: number; readonly ref: number },
): readonly FoundSegment[] {
  const runs: Run[] = [];
  for (const { queryTime, refTimes } of matches) {
    const run = runs.at(-1);
    const next = run === undefined ? null : continuation(run, queryTime, refTimes);
    if (run === undefined || next === null) {
      const [first] = refTimes;
      if (first !== undefined) runs.push(new Run(queryTime, first));
    } else {
      run.add(queryTime, next);
    }
  }
  return runs.map(run => ({
    queryStart: run.queryStart,
    queryEnd: Math.min(ends.query, run.queryTime + sampleSeconds),
    refStart: run.lowest,
    refEnd: Math.min(ends.ref, run.highest + sampleSeconds),
  }));
}

/** Frames that belong together. */
class Run {
  readonly queryStart: number;
  queryTime: number;
  refTime: number;
  lowest: number;
  highest: number;
  /** Unknown until the second frame. */
  direction: 1 | -1 | 0 = 0;

  constructor(queryTime: number, refTime: number) {
    this.queryStart = queryTime;
    this.queryTime = queryTime;
    this.refTime = refTime;
    this.lowest = refTime;
    this.highest = refTime;
  }

  add(queryTime: number, refTime: number): void {
    if (this.direction === 0 && refTime !== this.refTime) this.direction = refTime > this.refTime ? 1 : -1;
    this.queryTime = queryTime;
    this.refTime = refTime;
    this.lowest = Math.min(this.lowest, refTime);
    this.highest = Math.max(this.highest, refTime);
  }
}

/** The time of the reference that continues a run best; `null` where none does. */
function continuation(run: Run, queryTime: number, refTimes: readonly number[]): number | null {
  const passed = queryTime - run.queryTime;
  if (passed > (1 + toleratedSamples) * sampleSeconds) return null;
  let best: number | null = null;
  let smallest = toleratedDrift * passed;
  for (const refTime of refTimes) {
    const moved = refTime - run.refTime;
    const drifts = [
      run.direction !== -1 ? Math.abs(moved - passed) : null,
      run.direction !== 1 ? Math.abs(moved + passed) : null,
    ];
    for (const drift of drifts) {
      if (drift === null || drift > smallest || (best !== null && drift === smallest)) continue;
      smallest = drift;
      best = refTime;
    }
  }
  return best;
}
