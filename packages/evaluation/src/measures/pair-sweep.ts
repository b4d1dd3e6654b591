import type { MatchTable } from '../tables/match-table.ts';
import { byUnits, type PairWeighting } from './pair-weights.ts';
import { indicesOf } from './segment-sweep.ts';

/** All predicted pairs, the highest score first, and which pairs are true. */
export interface PairSweep {
  readonly pair: Int32Array;
  readonly score: Float64Array;
  /** 1 where the ground truth has the pair. */
  readonly isTrue: Uint8Array;
  /** Every pair of the ground truth, predicted or not. */
  readonly truthPair: Int32Array;
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
  const truePairs = new Set<number>();
  for (let row = 0; row < truth.size; row++) truePairs.add(truth.pair(row));
  const pair = Int32Array.from({ length: size }, (_, one) => one)
    .filter(one => !Number.isNaN(best[one] as number))
    .sort((a, b) => (best[b] as number) - (best[a] as number) || a - b);
  return {
    pair,
    score: Float64Array.from(pair, one => best[one] as number),
    isTrue: Uint8Array.from(pair, one => Number(truePairs.has(one))),
    truthPair: Int32Array.from(truePairs),
  };
}

/** The part of a sweep that belongs to some pairs. */
export function selectPairs(sweep: PairSweep, keeps: (pair: number) => boolean): PairSweep {
  const rows = indicesOf(sweep.pair, keeps);
  return {
    pair: sweep.pair.filter(keeps),
    score: Float64Array.from(rows, row => sweep.score[row] as number),
    isTrue: Uint8Array.from(rows, row => sweep.isTrue[row] as number),
    truthPair: sweep.truthPair.filter(keeps),
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

/**
 * The curve of precision and recall, a point for each score, the highest first; empty without true pairs.
 *
 * @param most - keep so many points, 2 or more, evenly spread with both ends. @default all
 */
export function precisionRecall(
  sweep: PairSweep,
  weighting: PairWeighting = () => 1,
  most = Number.POSITIVE_INFINITY,
): readonly OperatingPoint[] {
  let count = 0;
  walk(sweep, weighting, () => {
    count += 1;
  });
  const kept = Math.min(most, count);
  const placeOf = (point: number) => (kept < 2 ? 0 : Math.round((point * (count - 1)) / (kept - 1)));
  const points: OperatingPoint[] = [];
  let place = 0;
  walk(sweep, weighting, (threshold, precision, recall) => {
    if (place === placeOf(points.length)) points.push({ threshold, precision, recall });
    place += 1;
  });
  return points;
}

/**
 * Micro-AP of VSC2022's descriptor track, 0..1: the area under the step-wise curve of all pairs of all queries together, equal scores
 * as one group.
 *
 * @returns `null` without true pairs.
 */
export function pairMicroAp(sweep: PairSweep, weighting: PairWeighting = () => 1): number | null {
  let ap = 0;
  let recallBefore = 0;
  const add = (_: number, precision: number, recall: number) => {
    ap += precision * (recall - recallBefore);
    recallBefore = recall;
  };
  const measured = walk(sweep, weighting, add, endOfFinds(sweep));
  return measured ? ap : null;
}

/** The point of the highest recall among those of a precision of at least the wanted one; `null` where there is none. */
export function pointAtPrecision(
  sweep: PairSweep,
  wanted: number,
  weighting: PairWeighting = () => 1,
): OperatingPoint | null {
  let best: OperatingPoint | null = null;
  let bestRecall = 0;
  const take = (threshold: number, precision: number, recall: number) => {
    if (precision < wanted || recall <= bestRecall) return;
    bestRecall = recall;
    best = { threshold, precision, recall };
  };
  walk(sweep, weighting, take, endOfFinds(sweep));
  return best;
}

/** Behind the score of the last true pair: from there on recall stays as it is, and most rows of a long file are there. */
function endOfFinds({ isTrue, score }: PairSweep): number {
  let end = isTrue.lastIndexOf(1) + 1;
  while (end > 0 && end < score.length && score[end] === score[end - 1]) end += 1;
  return end;
}

/** Visits the curve down to a row; `false` where there is none. */
function walk(
  sweep: PairSweep,
  weighting: PairWeighting,
  visit: (threshold: number, precision: number, recall: number) => void,
  end = sweep.pair.length,
): boolean {
  const { score, isTrue } = sweep;
  const { units, truthUnits, weights } = byUnits(sweep, weighting);
  let positives = 0;
  for (let place = 0; place < truthUnits.length; place++)
    positives += weights[truthUnits[place] as number] as number;
  if (positives === 0) return false;
  let found = 0;
  let predicted = 0;
  for (let at = 0; at < end; at++) {
    const weight = weights[units[at] as number] as number;
    predicted += weight;
    if (isTrue[at] === 1) found += weight;
    if (score[at + 1] === score[at] || predicted === 0) continue;
    visit(score[at] as number, found / predicted, found / positives);
  }
  return true;
}

/**
 * Micro-AP of DISC21, 0..1: equal scores in the worst order, false pairs first.
 *
 * @returns `null` without true pairs.
 * @see https://github.com/facebookresearch/isc2021 (`isc/metrics.py`)
 */
export function disc21MicroAp({ pair, score, isTrue, truthPair }: PairSweep): number | null {
  const positives = truthPair.length;
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
