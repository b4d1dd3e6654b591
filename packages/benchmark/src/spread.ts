/** Several measurements of one thing. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Median, lowest and highest of one or more values.
 *
 * @throws {RangeError} without values.
 */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('There is no spread of no values.');
  return { median: quantileOf(values, 0.5), lowest: Math.min(...values), highest: Math.max(...values) };
}

/**
 * A quantile, linear between neighbours.
 *
 * @param share - 0 (lowest) to 1 (highest); 0.5 is the median.
 * @returns `NaN` without values.
 */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
