/**
 * Rounds to a fixed number of decimals, and `-0` to `0`: the only form in which parameters enter a plan, so that
 * digests do not depend on how a number was computed.
 */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  const rounded = Math.round(value * scale) / scale;
  return rounded === 0 ? 0 : rounded;
}
