import type { Contrast, EvaluatedMeasures, EvaluatedPoint } from './evaluation.ts';

/** Most transformations that the headline names. */
const mostNamed = 3;

/** A loss in recall that is worth naming. */
const smallestLoss = 0.05;

/** The transformations that break a detector: their own loss is sure, and worth naming. The worst first. */
export function breakingContrasts(contrasts: readonly Contrast[]): readonly Contrast[] {
  return contrasts
    .filter(({ own, difference }) => {
      const effect = own ?? difference;
      return effect !== null && effect.value <= -smallestLoss && (effect.high ?? effect.value) < 0;
    })
    .slice(0, mostNamed);
}

/** What an evaluation says, in one sentence. */
export function headlineOf(
  { recallAtPrecision }: EvaluatedMeasures,
  { threshold, wantedPrecision }: EvaluatedPoint,
  breaking: readonly Contrast[],
  { hasPlans, recallOfAll }: { readonly hasPlans: boolean; readonly recallOfAll: number },
): string {
  const found =
    threshold === null
      ? `Your detector reaches precision ${wantedPrecision} at no score; all of its predictions together find ${percent(recallOfAll)}`
      : `Your detector finds ${percent(recallAtPrecision.value)} at precision ${wantedPrecision}`;
  if (!hasPlans) return `${found}.`;
  if (breaking.length === 0) return `${found}; no transformation stands out.`;
  const losses = breaking.map(({ transformation, own, difference }) => {
    const points = Math.round(-100 * (own ?? difference ?? { value: 0 }).value);
    return `${transformation} (-${points} points)`;
  });
  return `${found}; it breaks on ${losses.join(', ')}.`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
