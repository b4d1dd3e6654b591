import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** How much processor time the whole machine has used so far, by whomever. */
export interface MachineTime {
  /** Seconds of all cores together that were not idle. */
  readonly busySeconds: number;
  readonly atMs: number;
}

/** Reads the machine's own counters. */
export function machineTime(): MachineTime {
  const busyMs = os
    .cpus()
    .reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { busySeconds: busyMs / 1000, atMs: performance.now() };
}

/**
 * How many cores others kept busy between two readings, on average.
 *
 * @param ownSeconds - processor time of the work that was measured between them.
 */
export function coresOfOthers(before: MachineTime, after: MachineTime, ownSeconds: number): number {
  const wallSeconds = (after.atMs - before.atMs) / 1000;
  return wallSeconds <= 0
    ? 0
    : Math.max(0, (after.busySeconds - before.busySeconds - ownSeconds) / wallSeconds);
}

/** Measures for a moment, without doing anything, how many cores are busy. */
export async function busyCores(measureMs: number, signal?: AbortSignal): Promise<number> {
  const before = machineTime();
  const own = process.cpuUsage();
  await delay(measureMs, undefined, { signal });
  const { user, system } = process.cpuUsage(own);
  return coresOfOthers(before, machineTime(), (user + system) / 1e6);
}

/** Why figures of a machine are not to be trusted, in a sentence; `null` while it is quiet. */
export function busyWarning(cores: number, available: number = os.availableParallelism()): string | null {
  if (cores <= quietShare * available) return null;
  return (
    `The machine is busy: other programs keep ${cores.toFixed(1)} of ${available} cores at work ` +
    `(load ${(os.loadavg()[0] ?? 0).toFixed(1)}), so times are longer than they would be.`
  );
}

/** Others may use this share of the cores before figures suffer visibly. */
const quietShare = 0.1;
