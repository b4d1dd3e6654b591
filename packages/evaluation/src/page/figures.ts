import type { Estimate } from '../evaluate/evaluation.ts';

/** `71.2 %`. */
export function percentText(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** `71.2 % (66 to 76)`. */
export function shareText(estimate: Estimate | null): string {
  if (estimate === null) return '-';
  const { value, low, high } = estimate;
  return low === null || high === null
    ? percentText(value)
    : `${percentText(value)} (${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)})`;
}

/** `-12.3 (-20 to -4)`, in points of 100. */
export function pointsText(estimate: Estimate | null): string {
  if (estimate === null) return '-';
  const { value, low, high } = estimate;
  const points = (share: number, digits: number) =>
    (100 * share).toFixed(digits).replace(/^-(0(?:\.0)?)$/, '$1');
  return low === null || high === null
    ? points(value, 1)
    : `${points(value, 1)} (${points(low, 0)} to ${points(high, 0)})`;
}

/** `3 %`, `below 0.1 %`. */
export function chanceText(chance: number | null): string {
  if (chance === null) return '-';
  return chance < 0.001 ? 'below 0.1 %' : `${(100 * chance).toFixed(chance < 0.095 ? 1 : 0)} %`;
}

/** `0.873 (0.84 to 0.90)`. */
export function apText(estimate: Estimate | null): string {
  if (estimate === null) return '-';
  const { value, low, high } = estimate;
  return low === null || high === null
    ? value.toFixed(3)
    : `${value.toFixed(3)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
