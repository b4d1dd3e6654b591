import type { MatchTable } from '../tables/match-table.ts';
import { IntervalUnion } from './interval-union.ts';

/** How well segments are placed, by VCSL's definition; each 0..1. */
export interface SegmentQuality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** What VCSL adds to denominators, in seconds. */
const epsilon = 1e-6;

/**
 * VCSL's precision, recall and F1: pair by pair, over all pairs that either table has, then means, of which values of exactly 1 are
 * left out. Scores do not count.
 *
 * @param counts - the rows of the predictions that count. @default all
 * @returns `null` where no pair has a value that is not left out.
 * @see https://github.com/alipay/VCSL
 */
export function vcslQuality(
  truth: MatchTable,
  predictions: MatchTable,
  counts: (row: number) => boolean = () => true,
): SegmentQuality | null {
  const rowsOf = (table: MatchTable, chosen: (row: number) => boolean) =>
    table.rowsByPair(Uint32Array.from({ length: table.size }, (_, row) => row).filter(chosen));
  const truthRows = rowsOf(truth, () => true);
  const predictedRows = rowsOf(predictions, counts);
  const precisions: number[] = [];
  const recalls: number[] = [];
  // The places in a filtered list are not rows: only its own order says which.
  const chosen = Uint32Array.from({ length: predictions.size }, (_, row) => row).filter(counts);
  for (let pair = 0; pair < predictions.pairs.size; pair++) {
    const expected = [...truthRows.of(pair)];
    const given = [...predictedRows.of(pair)].map(place => chosen[place] as number);
    if (expected.length === 0 && given.length === 0) continue;
    precisions.push(given.length === 0 ? 1 : coverage(predictions, given, truth, expected));
    recalls.push(expected.length === 0 ? 1 : coverage(truth, expected, predictions, given));
  }
  const precision = meanBelowOne(precisions);
  const recall = meanBelowOne(recalls);
  if (precision === null || recall === null) return null;
  const sum = precision + recall;
  return { precision, recall, f1: sum === 0 ? 0 : (2 * precision * recall) / sum };
}

/** How much of some rectangles others cover: the product of both axes, each the covered length of the summed length. */
function coverage(
  of: MatchTable,
  rows: readonly number[],
  by: MatchTable,
  byRows: readonly number[],
): number {
  const sums = { query: 0, ref: 0, coveredQuery: 0, coveredRef: 0 };
  for (const row of rows) {
    const query = new IntervalUnion();
    const ref = new IntervalUnion();
    for (const other of byRows) {
      const queryStart = Math.max(of.queryStart(row), by.queryStart(other));
      const queryEnd = Math.min(of.queryEnd(row), by.queryEnd(other));
      const refStart = Math.max(of.refStart(row), by.refStart(other));
      const refEnd = Math.min(of.refEnd(row), by.refEnd(other));
      if (queryEnd <= queryStart || refEnd <= refStart) continue;
      query.add(queryStart, queryEnd);
      ref.add(refStart, refEnd);
    }
    sums.query += of.queryEnd(row) - of.queryStart(row);
    sums.ref += of.refEnd(row) - of.refStart(row);
    sums.coveredQuery += query.length;
    sums.coveredRef += ref.length;
  }
  return (sums.coveredQuery / (sums.query + epsilon)) * (sums.coveredRef / (sums.ref + epsilon));
}

function meanBelowOne(values: readonly number[]): number | null {
  const counted = values.filter(value => value !== 1);
  return counted.length === 0 ? null : counted.reduce((sum, value) => sum + value, 0) / counted.length;
}
