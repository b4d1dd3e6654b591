import { randomStream } from '@variegate/core-filters';

/** A mean, and the interval that it lies in. */
export interface Interval {
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

const rounds = 10_000;

/**
 * The mean of one or more values, and where it lies with 95 % by drawing as many of them again, with replacement. For
 * pairs, give their differences. The draws are the same in every run.
 */
export function bootstrapMean(values: readonly number[]): Interval {
  const random = randomStream({ bootstrap: values.length });
  const last = values.length - 1;
  const means = Array.from({ length: rounds }, () =>
    meanOf(values.map(() => values[random.integer([0, last])] ?? Number.NaN)),
  ).sort((a, b) => a - b);
  const at = (share: number) => means[Math.round(share * (rounds - 1))] ?? Number.NaN;
  return { mean: meanOf(values), lowest: at(0.025), highest: at(0.975) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
