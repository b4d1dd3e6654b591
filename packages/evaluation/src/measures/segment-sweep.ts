import { TableInvalidError } from '../errors.ts';
import type { MatchTable } from '../tables/match-table.ts';
import { IntervalUnion } from './interval-union.ts';
import { byUnits, type PairWeighting } from './pair-weights.ts';

/**
 * What each prediction adds to the sums of segment AP, the highest score first. What a prediction adds follows from its own
 * pair alone, so a sweep serves every selection and every weighting of pairs.
 */
export interface SegmentSweep {
  /** The pairs that have a ground truth, and its length on either axis, in seconds. */
  readonly truthPair: Int32Array;
  readonly truthQuery: Float64Array;
  readonly truthRef: Float64Array;
  /** Pair and score of each prediction. */
  readonly pair: Int32Array;
  readonly score: Float64Array;
  /** Seconds of ground truth that the prediction finds on either axis, beyond what those before it found. */
  readonly foundQuery: Float64Array;
  readonly foundRef: Float64Array;
  /** Seconds that it predicts, beyond what those before it did. */
  readonly predictedQuery: Float64Array;
  readonly predictedRef: Float64Array;
}

/**
 * Prepares segment AP of VSC2022's matching track.
 *
 * @see https://github.com/facebookresearch/vsc2022 (`match_metric`)
 */
export function sweepSegments(truth: MatchTable, predictions: MatchTable): SegmentSweep {
  const order = predictions.byScore();
  const truthOrder = Uint32Array.from({ length: truth.size }, (_, row) => row);
  const truthRows = truth.rowsByPair(truthOrder);
  const ranksOf = predictions.rowsByPair(order);
  const truthPair = Int32Array.from(new Set(truthOrder.values().map(row => truth.pair(row)))).sort();
  const places = new Map(truthPair.entries().map(([place, pair]) => [pair, place]));
  const sweep = {
    truthPair,
    truthQuery: new Float64Array(truthPair.length),
    truthRef: new Float64Array(truthPair.length),
    pair: Int32Array.from(order, row => predictions.pair(row)),
    score: Float64Array.from(order, row => predictions.score(row)),
    foundQuery: new Float64Array(order.length),
    foundRef: new Float64Array(order.length),
    predictedQuery: new Float64Array(order.length),
    predictedRef: new Float64Array(order.length),
  };
  for (let pair = 0; pair < predictions.pairs.size; pair++) {
    const place = places.get(pair);
    if (place === undefined) {
      addFalseAlarms(sweep, predictions, order, ranksOf.of(pair));
      continue;
    }
    const state = new PairState(truth, truthRows.of(pair));
    sweep.truthQuery[place] = state.truth.query.length;
    sweep.truthRef[place] = state.truth.ref.length;
    for (const rank of ranksOf.of(pair)) {
      const before = state.sums();
      state.add(predictions, order[rank] as number);
      const after = state.sums();
      sweep.foundQuery[rank] = after.foundQuery - before.foundQuery;
      sweep.foundRef[rank] = after.foundRef - before.foundRef;
      sweep.predictedQuery[rank] = after.predictedQuery - before.predictedQuery;
      sweep.predictedRef[rank] = after.predictedRef - before.predictedRef;
    }
  }
  return sweep;
}

/** Predictions of a pair that is not to be found add to what is predicted alone; most pairs of a long file are such. */
function addFalseAlarms(
  { predictedQuery, predictedRef }: SegmentSweep,
  predictions: MatchTable,
  order: Uint32Array,
  ranks: Uint32Array,
): void {
  const predicted = new Axes();
  for (const rank of ranks) {
    const query = predicted.query.length;
    const ref = predicted.ref.length;
    predicted.add(predictions, order[rank] as number);
    predictedQuery[rank] = predicted.query.length - query;
    predictedRef[rank] = predicted.ref.length - ref;
  }
}

/** The two axes of one set of rectangles. */
class Axes {
  readonly query = new IntervalUnion();
  readonly ref = new IntervalUnion();

  add(table: MatchTable, row: number): void {
    this.query.add(table.queryStart(row), table.queryEnd(row));
    this.ref.add(table.refStart(row), table.refEnd(row));
  }
}

/** One pair while its predictions are added. */
class PairState {
  readonly truth = new Axes();
  readonly #table: MatchTable;
  /** Rows of the ground truth that no prediction has overlapped so far. */
  #waiting: readonly number[];
  readonly #predicted = new Axes();
  /** Rows of the ground truth that some prediction overlaps; the others count for nothing yet. */
  readonly #met = new Axes();
  readonly #both = new Axes();

  constructor(table: MatchTable, rows: Uint32Array) {
    this.#table = table;
    this.#waiting = [...rows];
    for (const row of rows) this.truth.add(table, row);
  }

  add(predictions: MatchTable, row: number): void {
    this.#predicted.add(predictions, row);
    this.#both.add(predictions, row);
    const met = this.#waiting.filter(waiting => overlaps(this.#table, waiting, predictions, row));
    if (met.length === 0) return;
    this.#waiting = this.#waiting.filter(waiting => !met.includes(waiting));
    for (const one of met) {
      this.#met.add(this.#table, one);
      this.#both.add(this.#table, one);
    }
  }

  sums() {
    const predicted = this.#predicted;
    const found = (axis: 'query' | 'ref') =>
      this.#met[axis].length === 0
        ? 0
        : predicted[axis].length + this.#met[axis].length - this.#both[axis].length;
    return {
      predictedQuery: predicted.query.length,
      predictedRef: predicted.ref.length,
      foundQuery: found('query'),
      foundRef: found('ref'),
    };
  }
}

function overlaps(a: MatchTable, rowA: number, b: MatchTable, rowB: number): boolean {
  const query =
    Math.min(a.queryEnd(rowA), b.queryEnd(rowB)) - Math.max(a.queryStart(rowA), b.queryStart(rowB));
  const ref = Math.min(a.refEnd(rowA), b.refEnd(rowB)) - Math.max(a.refStart(rowA), b.refStart(rowB));
  return query > 0 && ref > 0 && query * ref > 0;
}

/**
 * Segment AP of a sweep, 0..1: the sum of P · (R − R before) over groups of equal score, where P and R are geometric means of
 * both axes.
 *
 * @returns `null` where the pairs have no ground truth with a length.
 */
export function segmentApOf(sweep: SegmentSweep, weighting: PairWeighting = () => 1): number | null {
  const { units, truthUnits, weights } = byUnits(sweep, weighting);
  let truthQuery = 0;
  let truthRef = 0;
  for (let place = 0; place < truthUnits.length; place++) {
    const weight = weights[truthUnits[place] as number] as number;
    truthQuery += weight * (sweep.truthQuery[place] as number);
    truthRef += weight * (sweep.truthRef[place] as number);
  }
  if (truthQuery === 0 || truthRef === 0) return null;
  const { score, foundQuery, foundRef, predictedQuery, predictedRef } = sweep;
  let foundOnQuery = 0;
  let foundOnRef = 0;
  let predictedOnQuery = 0;
  let predictedOnRef = 0;
  let recallBefore = 0;
  let ap = 0;
  const end = endOfFinds(sweep);
  for (let at = 0; at < end; at++) {
    const weight = weights[units[at] as number] as number;
    foundOnQuery += weight * (foundQuery[at] as number);
    foundOnRef += weight * (foundRef[at] as number);
    predictedOnQuery += weight * (predictedQuery[at] as number);
    predictedOnRef += weight * (predictedRef[at] as number);
    if (score[at + 1] === score[at]) continue;
    // What was predicted so far has no length on an axis: it has found nothing either.
    if (predictedOnQuery === 0 || predictedOnRef === 0) continue;
    const recall = Math.sqrt((foundOnQuery / truthQuery) * (foundOnRef / truthRef));
    const precision = Math.sqrt((foundOnQuery / predictedOnQuery) * (foundOnRef / predictedOnRef));
    ap += precision * (recall - recallBefore);
    recallBefore = recall;
  }
  return ap;
}

/** Behind the score of the last row that finds something: from there on recall stays as it is. */
function endOfFinds({ foundQuery, foundRef, score }: SegmentSweep): number {
  let end = score.length;
  while (end > 0 && foundQuery[end - 1] === 0 && foundRef[end - 1] === 0) end -= 1;
  while (end > 0 && end < score.length && score[end] === score[end - 1]) end += 1;
  return end;
}

/** The part of a sweep that belongs to some pairs. */
export function selectSegments(sweep: SegmentSweep, keeps: (pair: number) => boolean): SegmentSweep {
  const truths = indicesOf(sweep.truthPair, keeps);
  const rows = indicesOf(sweep.pair, keeps);
  const pick = (from: Float64Array, places: Uint32Array) =>
    Float64Array.from(places, place => from[place] as number);
  return {
    truthPair: sweep.truthPair.filter(keeps),
    truthQuery: pick(sweep.truthQuery, truths),
    truthRef: pick(sweep.truthRef, truths),
    pair: sweep.pair.filter(keeps),
    score: pick(sweep.score, rows),
    foundQuery: pick(sweep.foundQuery, rows),
    foundRef: pick(sweep.foundRef, rows),
    predictedQuery: pick(sweep.predictedQuery, rows),
    predictedRef: pick(sweep.predictedRef, rows),
  };
}

/** Places of a list of pairs that are kept. */
export function indicesOf(pairs: Int32Array, keeps: (pair: number) => boolean): Uint32Array {
  const places: number[] = [];
  for (let place = 0; place < pairs.length; place++) if (keeps(pairs[place] as number)) places.push(place);
  return Uint32Array.from(places);
}

/**
 * Refuses what segment AP is not defined for, where the reference divides by zero.
 *
 * @param files - names for the message
 * @throws {EVALUATION_TABLE_INVALID} for a ground truth without length on an axis, and where the predictions of the highest score have
 * none.
 */
export function assertMeasurable(
  truth: MatchTable,
  predictions: MatchTable,
  files: { readonly truth: string; readonly predictions: string },
): void {
  const lengthOf = (table: MatchTable, rows: Iterable<number>) => {
    const sums = { query: 0, ref: 0 };
    for (const row of rows) {
      sums.query += table.queryEnd(row) - table.queryStart(row);
      sums.ref += table.refEnd(row) - table.refStart(row);
    }
    return Math.min(sums.query, sums.ref);
  };
  if (lengthOf(truth, Array(truth.size).keys()) === 0) {
    throw new TableInvalidError(
      files.truth,
      null,
      'has no segment with a length, so that nothing can be found',
    );
  }
  const order = predictions.byScore();
  const [best] = order;
  if (best === undefined) return;
  const first = order.findIndex(row => predictions.score(row) !== predictions.score(best));
  if (lengthOf(predictions, order.subarray(0, first === -1 ? order.length : first)) > 0) return;
  throw new TableInvalidError(
    files.predictions,
    predictions.line(best),
    'has the highest score but no length on one of the axes, so that its precision is undefined',
  );
}
