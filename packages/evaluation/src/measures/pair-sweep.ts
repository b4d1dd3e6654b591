import type { MatchTable } from '../tables/match-table.ts';
import { indicesOf, type PairWeight } from './segment-sweep.ts';

/** All predicted pairs, the highest score first, and which pairs are true. */
export interface PairSweep {
  readonly pair: Int32Array;
  readonly score: Float64Array;
  /** 1 where the ground truth has the pair. */
  readonly isTrue: Uint8Array;
  /** Every pair of the ground truth, predicted or not. */
  readonly truePairs: Int32Array;
}

/**
 * Prepares the measures over pairs: a pair has the highest score of its rows.
 *
 * @param lowest - scores below count as this; VSC2022 takes 0 for matches. @default none
 */
export function sweepPairs(
  truth: MatchTable,
  predictions: MatchTable,
  { lowest = Number.NEGATIVE_INFINITY }: { readonly lowest?: number } = {},
): PairSweep {
  const { size } = predictions.pairs;
  const best = new Float64Array(size).fill(Number.NaN);
  for (let row = 0; row < predictions.size; row++) {
    const pair = predictions.pair(row);
    const score = Math.max(lowest, predictions.score(row));
    const before = best[pair] as number;
    best[pair] = Number.isNaN(before) ? score : Math.max(before, score);
  }
  const truePairs = new Set(Array.from({ length: truth.size }, (_, row) => truth.pair(row)));
  const pair = Int32Array.from(best.keys())
    .filter(one => !Number.isNaN(best[one] as number))
    .sort((a, b) => (best[b] as number) - (best[a] as number) || a - b);
  return {
    pair,
    score: Float64Array.from(pair, one => best[one] as number),
    isTrue: Uint8Array.from(pair, one => Number(truePairs.has(one))),
    truePairs: Int32Array.from(truePairs),
  };
}

/** The part of a sweep that belongs to some pairs. */
export function selectPairs(sweep: PairSweep, keeps: (pair: number) => boolean): PairSweep {
  const rows = indicesOf(sweep.pair, keeps);
  return {
    pair: sweep.pair.filter(keeps),
    score: Float64Array.from(rows, row => sweep.score[row] as number),
    isTrue: Uint8Array.from(rows, row => sweep.isTrue[row] as number),
    truePairs: sweep.truePairs.filter(keeps),
  };
}

/** Where a curve of precision and recall stands after all pairs of one score and above. */
export interface OperatingPoint {
  /** Lowest score that counts. */
  readonly threshold: number;
  /** 0..1. */
  readonly precision: number;
  /** 0..1. */
  readonly recall: number;
}

/** The curve of precision and recall, a point for each score, the highest first; empty without true pairs. */
export function precisionRecall(sweep: PairSweep, weightOf: PairWeight = () => 1): readonly OperatingPoint[] {
  const points: OperatingPoint[] = [];
  walk(sweep, weightOf, point => points.push(point));
  return points;
}

/**
 * Micro-AP of VSC2022's descriptor track, 0..1: the area under the step-wise curve of all pairs of all queries together, equal scores
 * as one group.
 *
 * @returns `null` without true pairs.
 */
export function pairMicroAp(sweep: PairSweep, weightOf: PairWeight = () => 1): number | null {
  let ap = 0;
  let recallBefore = 0;
  const measured = walk(sweep, weightOf, ({ precision, recall }) => {
    ap += precision * (recall - recallBefore);
    recallBefore = recall;
  });
  return measured ? ap : null;
}

/** The point of the highest recall among those of a precision of at least the wanted one; `null` where there is none. */
export function pointAtPrecision(
  sweep: PairSweep,
  wanted: number,
  weightOf: PairWeight = () => 1,
): OperatingPoint | null {
  let best: OperatingPoint | null = null;
  walk(sweep, weightOf, point => {
    if (point.precision >= wanted && point.recall > (best?.recall ?? 0)) best = point;
  });
  return best;
}

/** Visits the curve; `false` where there is none. */
function walk(
  { pair, score, isTrue, truePairs }: PairSweep,
  weightOf: PairWeight,
  visit: (point: OperatingPoint) => void,
): boolean {
  let positives = 0;
  for (let place = 0; place < truePairs.length; place++) positives += weightOf(truePairs[place] as number);
  if (positives === 0) return false;
  let found = 0;
  let predicted = 0;
  for (let at = 0; at < pair.length; at++) {
    const weight = weightOf(pair[at] as number);
    predicted += weight;
    if (isTrue[at] === 1) found += weight;
    if (score[at + 1] === score[at] || predicted === 0) continue;
    visit({ threshold: score[at] as number, precision: found / predicted, recall: found / positives });
  }
  return true;
}

/**
 * Micro-AP of DISC21, 0..1: equal scores in the worst order, false pairs first.
 *
 * @returns `null` without true pairs.
 * @see https://github.com/facebookresearch/isc2021 (`isc/metrics.py`)
 */
export function disc21MicroAp({ pair, score, isTrue, truePairs }: PairSweep): number | null {
  const positives = truePairs.length;
  if (positives === 0) return null;
  let ap = 0;
  let found = 0;
  for (let start = 0, end = 0; start < pair.length; start = end) {
    while (end < pair.length && score[end] === score[start]) end += 1;
    const right = isTrue.subarray(start, end).reduce((sum, one) => sum + one, 0);
    for (let rank = end - right + 1; rank <= end; rank++) {
      found += 1;
      ap += found / rank / positives;
    }
  }
  return ap;
}
