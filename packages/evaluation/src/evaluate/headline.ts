import { effectOf } from './contrasts.ts';
import type { Contrast, EvaluatedMeasures, EvaluatedPoint } from './evaluation.ts';

/** Most transformations that the headline names. */
const mostNamed = 3;

/** A loss in recall that is worth naming. */
const smallestLoss = 0.05;

/** Of detectors that nothing breaks, one of so many is blamed for something. */
const mostChance = 0.05;

/**
 * The transformations that break a detector: their loss is worth naming, by its interval sure, and more than the largest of as many
 * transformations would show by chance: among a hundred, some always do badly. A set of a single source has
 * no intervals, and its losses are taken as they are. The worst first.
 */
export function breakingContrasts(contrasts: readonly Contrast[], sources: number): readonly Contrast[] {
  return contrasts
    .filter(contrast => {
      const effect = effectOf(contrast);
      if (effect === null || effect.value > -smallestLoss) return false;
      if (contrast.chance === null || contrast.chance >= mostChance) return false;
      return sources < 2 || (effect.high !== null && effect.high < 0);
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
  const losses = breaking.map(contrast => {
    const points = Math.round(-100 * (effectOf(contrast)?.value ?? 0));
    return `${contrast.transformation} (-${points} points)`;
  });
  return `${found}; it breaks on ${losses.join(', ')}.`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
