import os from 'node:os';

/** A test that needs more than this many times as long hangs; it is not slow. */
const most = 8;

/**
 * How many times longer than on an idle machine the limits of tests are: 1 where nothing else runs, 2 where another process
 * wants each core, 8 at most. A whole number, because timers take whole milliseconds.
 *
 * @param load - processes that run or want to, on average over a minute, ≥ 0; Windows always says 0
 * @param cores - whole number ≥ 1
 */
export function patienceUnder(load: number, cores: number): number {
  return Math.min(most, Math.round(1 + load / cores));
}

/** {@link patienceUnder} the load of this machine, as it is now. */
export function patienceHere(): number {
  return patienceUnder(os.loadavg()[0] ?? 0, os.availableParallelism());
}
