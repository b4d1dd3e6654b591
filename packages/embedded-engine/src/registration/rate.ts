import type { Rate } from './registered-function.ts';

/** How often something may happen. @see Rate */
export type RateLimit = Omit<Rate, 'key'>;

/**
 * The generic cell rate algorithm, as an Inngest server has it: `usedUntil` is when what has happened is used up, had it
 * happened evenly; `undefined` when nothing has.
 */
export function nextTime({ limit, periodMs, burst }: RateLimit, usedUntil: number | undefined): number {
  return usedUntil === undefined ? Number.NEGATIVE_INFINITY : usedUntil - burst * (periodMs / limit);
}

/** The new `usedUntil`, when something happens now. @see nextTime */
export function useRate({ limit, periodMs }: RateLimit, usedUntil: number | undefined, now: number): number {
  return Math.max(usedUntil ?? now, now) + periodMs / limit;
}
