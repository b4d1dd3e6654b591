import type { Evaluation, MissedVariant } from './evaluation.ts';
import type { Scoring } from './scoring.ts';

/** Most variants that are listed. */
const mostMissed = 100;

/** What was not found, the hardest first: without a score, then near its source. */
export function missedOf({ set, pairs, counts }: Scoring): Evaluation['missed'] {
  const { truth, variants } = set;
  const scores = new Map<number, number>();
  for (const [rank, pair] of pairs.pair.entries())
    if (pairs.isTrue[rank] === 1) scores.set(pair, pairs.score[rank] as number);
  const missed = [...pairs.truthPair]
    .filter(pair => !counts(pair))
    .map((pair): MissedVariant => {
      const queryId = truth.pairs.queryId(pair);
      const variant = variants.get(queryId);
      return {
        ...{ queryId, refId: truth.pairs.refId(pair), score: scores.get(pair) ?? null },
        variantId: variant?.id ?? null,
        distance: variant?.distance ?? null,
        steps: variant?.steps.map(({ name }) => name) ?? [],
      };
    })
    .sort(
      (a, b) =>
        compareScores(a.score, b.score) ||
        (a.distance ?? 256) - (b.distance ?? 256) ||
        a.queryId.localeCompare(b.queryId),
    );
  return { count: missed.length, hardest: missed.slice(0, mostMissed) };
}

/** What was not predicted comes first. */
function compareScores(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  return a - b;
}
