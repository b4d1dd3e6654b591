import type { Baseline } from './baseline.ts';
import { runJobs } from './run-jobs.ts';

/** As many plain ffmpegs at a time as there are workers: what a process pool in a script does. */
export const processPool: Baseline = {
  name: 'process-pool',
  title: 'plain chains in a pool of as many processes',
  unavailable: async () => null,
  run: context => runJobs(context, context.workers),
};
