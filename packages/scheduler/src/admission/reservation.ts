import { policy } from '../policy.ts';

/** What the first reservation of a start rests on. */
export interface Forecast {
  /** The caller's estimate, in bytes. */
  readonly estimateBytes: number;
  /** What measured peaks of the same class were to their estimates (95th percentile). */
  readonly correction: number;
  /** What earlier starts of this task have proved necessary, in bytes; 0 before the first. */
  readonly floorBytes: number;
}

/** What to set aside for a task when it starts, in bytes. Pure. */
export function firstReservation({ estimateBytes, correction, floorBytes }: Forecast): number {
  return Math.max(estimateBytes * Math.max(policy.estimateFactor, correction), floorBytes);
}

/** What has been measured of a running task. */
export interface Measured {
  /** The most seen in this start, in bytes; 0 before the first measurement. */
  readonly peakBytes: number;
  /** When the peak last rose by more than {@link policy.riseFactor}. */
  readonly peakRoseAtMs: number;
}

/**
 * What to set aside for a running task, in bytes: what it started with or the peak seen, whichever is
 * more, until the peak has stopped rising; from then on the peak and a margin. Pure.
 */
export function runningReservation(firstBytes: number, measured: Measured, nowMs: number): number {
  const steady = measured.peakBytes > 0 && nowMs - measured.peakRoseAtMs >= policy.steadyMs;
  return steady ? measured.peakBytes * policy.steadyFactor : Math.max(firstBytes, measured.peakBytes);
}

/** A start that memory ended. */
export interface DeadStart {
  /** What was set aside for it when it began, in bytes. */
  readonly firstBytes: number;
  /** What was set aside for it when it died, in bytes. */
  readonly reservedBytes: number;
  /** The most it was seen to take, in bytes. */
  readonly peakBytes: number;
}

/** What a task needs at least next time, in bytes: more than it was ever given or seen to take. Pure. */
export function floorAfterDeath({ firstBytes, reservedBytes, peakBytes }: DeadStart): number {
  return Math.max(firstBytes, reservedBytes, peakBytes) * policy.deathFactor;
}
