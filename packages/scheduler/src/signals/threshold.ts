import type { LoadReading } from './load-signal.ts';

/** Where a measure turns into overload, and where the overload is over. */
export interface Thresholds {
  /** From here on nothing more starts. */
  readonly holdAt: number;
  /** Only below this does starting go on; less than `holdAt`, so that the answer does not flutter. */
  readonly releaseBelow: number;
  /** From here on the youngest task is stopped. @default never */
  readonly evictAt?: number;
}

/**
 * Makes a judge of a rising measure with hysteresis: it holds from one mark on, and releases only
 * below a lower one.
 *
 * @param whileHolding what may start in between: one task when nothing runs, or nothing
 */
export function hysteresis(
  { holdAt, releaseBelow, evictAt = Number.POSITIVE_INFINITY }: Thresholds,
  whileHolding: 'if-idle' | 'no',
): (value: number, detail: string) => LoadReading {
  let holding = false;
  return (value, detail) => {
    holding = value >= holdAt || (holding && value >= releaseBelow);
    return { start: holding ? whileHolding : 'freely', evict: value >= evictAt, detail };
  };
}
