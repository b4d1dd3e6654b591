import { type OperatingPoint, type PairSweep, pointAtPrecision, sweepPairs } from '../measures/pair-sweep.ts';
import { type PairWeighting, type SweptPairs, unitsOf } from '../measures/pair-weights.ts';
import { type SegmentSweep, sweepSegments } from '../measures/segment-sweep.ts';
import { drawResamples, estimate, type Resamples } from './bootstrap.ts';
import type { Estimate } from './evaluation.ts';
import type { ScoredSet } from './scored-set.ts';

/** Everything that figures are made of. */
export interface Scoring {
  readonly set: ScoredSet;
  readonly pairs: PairSweep;
  readonly segments: SegmentSweep | null;
  readonly resamples: Resamples;
  /** Number of the source of a pair's query. */
  readonly sourceOf: (pair: number) => number;
  readonly wantedPrecision: number;
  readonly point: OperatingPoint | null;
  /** Whether a pair is predicted at the operating point. */
  readonly counts: (pair: number) => boolean;
}

/** Sweeps the predictions of a set, and finds the score from which on they count. */
export function score(set: ScoredSet, hasTimes: boolean, wantedPrecision: number): Scoring {
  const { truth, predictions } = set;
  // A folder's sources all count, also those of which nothing was predicted.
  const names = new Set<string>(set.dataset?.variants.map(({ source }) => source.fingerprint));
  for (let pair = 0; pair < truth.pairs.size; pair++) names.add(set.sourceOf(pair));
  const numbers = new Map([...names].map((name, place) => [name, place]));
  const sources = Int32Array.from(
    { length: truth.pairs.size },
    (_, pair) => numbers.get(set.sourceOf(pair)) as number,
  );
  const pairs = sweepPairs(truth, predictions);
  const point = pointAtPrecision(pairs, wantedPrecision);
  const threshold = point?.threshold ?? Number.NEGATIVE_INFINITY;
  const counted = new Uint8Array(truth.pairs.size);
  for (const [rank, pair] of pairs.pair.entries())
    if ((pairs.score[rank] as number) >= threshold) counted[pair] = 1;
  return {
    ...{ set, pairs, wantedPrecision, point },
    segments: hasTimes ? sweepSegments(truth, predictions) : null,
    resamples: drawResamples(names.size),
    sourceOf: pair => sources[pair] as number,
    counts: pair => counted[pair] === 1,
  };
}

/** A figure over the pairs of a sweep, with its interval; `null` where it is undefined. */
export function estimated(
  { resamples, sourceOf }: Pick<Scoring, 'resamples' | 'sourceOf'>,
  sweep: SweptPairs,
  figure: (weighting: PairWeighting) => number | null,
): Estimate | null {
  const value = figure(() => 1);
  if (value === null) return null;
  const units = unitsOf(sweep, sourceOf);
  return estimate(value, resamples, 'slow', weights => figure({ ...units, weights }));
}
