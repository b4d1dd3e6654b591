import { randomStream } from '@variegate/core-filters';
import { quantileOf } from '../../../packages/benchmark/src/spread.ts';

/** A mean or median, and the interval that it lies in. */
export interface Interval {
  readonly value: number;
  readonly lowest: number;
  readonly highest: number;
}

const rounds = 10_000;

/** The mean of one or more values with its interval of 95 %. For pairs, give their differences. */
export function bootstrapMean(values: readonly number[]): Interval {
  return bootstrap(values, meanOf);
}

/** The median of one or more values with its interval of 95 %. */
export function bootstrapMedian(values: readonly number[]): Interval {
  return bootstrap(values, medianOf);
}

/** Draws as many of the values again, with replacement, over and over. The draws are the same in every run. */
function bootstrap(values: readonly number[], of: (values: readonly number[]) => number): Interval {
  const random = randomStream({ bootstrap: values.length });
  const last = values.length - 1;
  const drawn = Array.from({ length: rounds }, () =>
    of(values.map(() => values[random.integer([0, last])] ?? Number.NaN)),
  ).sort((a, b) => a - b);
  const at = (share: number) => drawn[Math.round(share * (rounds - 1))] ?? Number.NaN;
  return { value: of(values), lowest: at(0.025), highest: at(0.975) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}
