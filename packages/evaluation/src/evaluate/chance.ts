/** Variants of one strategy, level and recipe, with and without a transformation. */
export interface Stratum {
  readonly withIt: number;
  readonly foundWith: number;
  readonly without: number;
  readonly foundWithout: number;
}

/**
 * How likely a loss as large is for at least one of several transformations that change nothing, 0..1: the test of Cochran, Mantel and
 * Haenszel with a correction for continuity, one-sided, times the number of transformations (Bonferroni). Plans are drawn
 * without regard to what is found, so it holds however alike the variants of one source are.
 *
 * @returns `null` where no stratum can say anything.
 * @see https://doi.org/10.1093/jnci/22.4.719
 */
export function chanceOf(strata: readonly Stratum[], tested: number): number | null {
  let surplus = 0;
  let variance = 0;
  for (const { withIt, foundWith, without, foundWithout } of strata) {
    const all = withIt + without;
    const found = foundWith + foundWithout;
    if (all < 2) continue;
    surplus += foundWith - (withIt * found) / all;
    variance += (withIt * without * found * (all - found)) / (all * all * (all - 1));
  }
  if (variance === 0) return null;
  return Math.min(1, tested * belowOf(Math.min(0, surplus + 0.5) / Math.sqrt(variance)));
}

/** How much of the normal distribution lies below a value of 0 or less, within 1e-7 (Abramowitz and Stegun, 26.2.17). */
function belowOf(value: number): number {
  const t = 1 / (1 - 0.2316419 * value);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
