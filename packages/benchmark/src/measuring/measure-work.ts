import { coresOfOthers, machineTime } from '../environment/machine-use.ts';
import { TreeWatch } from './tree-watch.ts';

/** What a piece of work took. */
export interface WorkFigures {
  readonly wallSeconds: number;
  /** User and system time, of all processes of the work together. */
  readonly cpuSeconds: number;
  /** Highest sampled sum of this process and everything below it, in bytes. */
  readonly peakMemoryBytes: number;
  /** Cores that other programs kept at work meanwhile, on average. */
  readonly busyCores: number;
}

/** Does a piece of work, which tells its own processor time, and measures the rest from outside. */
export async function measureWork<Outcome extends { readonly cpuSeconds: number }>(
  work: () => Promise<Outcome>,
): Promise<{ readonly outcome: Outcome; readonly figures: WorkFigures }> {
  await using watch = new TreeWatch();
  const before = machineTime();
  const outcome = await work();
  const after = machineTime();
  const { cpuSeconds } = outcome;
  return {
    outcome,
    figures: {
      wallSeconds: rounded((after.atMs - before.atMs) / 1000),
      cpuSeconds: rounded(cpuSeconds),
      peakMemoryBytes: watch.peakBytes,
      busyCores: rounded(coresOfOthers(before, after, cpuSeconds)),
    },
  };
}

/** Milliseconds are as fine as these figures are. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
