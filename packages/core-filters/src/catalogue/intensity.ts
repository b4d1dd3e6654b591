/** A share of the strongest possible change as a whole number 0..100. */
export function intensityOf(amount: number, strongest: number): number {
  return Math.min(100, Math.max(0, Math.round((100 * Math.abs(amount)) / strongest)));
}
