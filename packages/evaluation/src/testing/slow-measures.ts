import type { Match } from '../tables/match-table.ts';

/*
 * The measures again, as slowly and plainly as their definitions read: everything is computed anew for each score.
 */

type Interval = readonly [start: number, end: number];

/** Length of what intervals cover: between any two neighbouring ends either all is covered or nothing. */
function covered(intervals: readonly Interval[]): number {
  const ends = [...new Set(intervals.flat())].sort((a, b) => a - b);
  return ends.reduce((sum, end, place) => {
    const start = ends[place - 1];
    if (start === undefined) return sum;
    return intervals.some(([from, to]) => from <= start && end <= to) ? sum + (end - start) : sum;
  }, 0);
}

const axes = [
  ({ queryStart, queryEnd }: Match): Interval => [queryStart, queryEnd],
  ({ refStart, refEnd }: Match): Interval => [refStart, refEnd],
] as const;

const pairOf = ({ queryId, refId }: Match) => JSON.stringify([queryId, refId]);
const scoreOf = ({ score = 1 }: Match) => score;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const overlap = (a: Match, b: Match) =>
  axes.every(axis => Math.min(axis(a)[1], axis(b)[1]) > Math.max(axis(a)[0], axis(b)[0]));

function scoresOf(predictions: readonly Match[]): readonly number[] {
  return [...new Set(predictions.map(scoreOf))].sort((a, b) => b - a);
}

/** Segment AP of VSC2022; `null` where the first predictions have no length on an axis. */
export function slowSegmentAp(truth: readonly Match[], predictions: readonly Match[]): number | null {
  const pairs = [...new Set([...truth, ...predictions].map(pairOf))];
  let ap = 0;
  let recallBefore = 0;
  for (const score of scoresOf(predictions)) {
    const shares = axes.map(axis => {
      const sums = pairs.map(pair => {
        const own = truth.filter(one => pairOf(one) === pair);
        const given = predictions.filter(one => pairOf(one) === pair && scoreOf(one) >= score);
        const met = own.filter(one => given.some(other => overlap(one, other)));
        const predicted = covered(given.map(axis));
        return {
          predicted,
          expected: covered(own.map(axis)),
          found: predicted + covered(met.map(axis)) - covered([...given, ...met].map(axis)),
        };
      });
      const found = sum(sums.map(one => one.found));
      const predicted = sum(sums.map(one => one.predicted));
      return { recall: found / sum(sums.map(one => one.expected)), precision: found / predicted, predicted };
    });
    const [query, ref] = shares;
    if (query === undefined || ref === undefined || query.predicted * ref.predicted === 0) return null;
    const recall = Math.sqrt(Math.max(0, query.recall) * Math.max(0, ref.recall));
    const precision = Math.sqrt(Math.max(0, query.precision) * Math.max(0, ref.precision));
    ap += precision * (recall - recallBefore);
    recallBefore = recall;
  }
  return ap;
}

/** Micro-AP of pairs, equal scores as one group, scores below 0 as 0. */
export function slowPairMicroAp(truth: readonly Match[], predictions: readonly Match[]): number {
  const isTrue = new Set(truth.map(pairOf));
  const pairs = [...new Set(predictions.map(pairOf))].map(pair => ({
    pair,
    score: Math.max(0, ...predictions.filter(one => pairOf(one) === pair).map(scoreOf)),
  }));
  let ap = 0;
  let recallBefore = 0;
  for (const score of [...new Set(pairs.map(one => one.score))].sort((a, b) => b - a)) {
    const taken = pairs.filter(one => one.score >= score);
    const found = taken.filter(one => isTrue.has(one.pair)).length;
    ap += (found / taken.length) * (found / isTrue.size - recallBefore);
    recallBefore = found / isTrue.size;
  }
  return ap;
}
