import { availableParallelism } from 'node:os';
import { getOptimalWorkerCount } from '@variegate/scheduler';
import type { MachineProfile } from '../machine/machine-profile.ts';
import type { RunOptions } from '../options/run-options.ts';

/** How many renders run at a time at most, and how many cores they may keep busy. */
export interface Capacity {
  readonly workers: number;
  readonly slots: number;
}

/**
 * What the options ask for; `auto` is what was measured to be best on this machine, else as many renders as there are
 * cores for their encoder threads, and memory.
 */
export function capacityFor(
  { maxWorkers, settings }: Pick<RunOptions, 'maxWorkers' | 'settings'>,
  profile: Pick<MachineProfile, 'best'> | null,
): Capacity {
  const { threads } = settings.encode;
  if (maxWorkers !== 'auto') return { workers: maxWorkers, slots: maxWorkers * threads };
  const measured = profile?.best.find(best => best.threads === threads);
  if (measured !== undefined) return { workers: measured.workers, slots: measured.workers * threads };
  const cores = Math.max(1, Math.floor(availableParallelism() / threads));
  const { workers } = getOptimalWorkerCount({ workload: 'video', cores });
  return { workers, slots: workers * threads };
}
