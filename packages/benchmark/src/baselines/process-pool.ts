import type { Baseline } from './baseline.ts';
import { runJobs } from './run-jobs.ts';

/** As many plain ffmpegs in parallel as there are workers: what a process pool in a script does. */
export const processPool: Baseline = {
  name: 'process-pool',
  title: 'plain chains in a pool of as many processes',
  unavailable: async () => null,
  run: context => runJobs(context, context.workers),
};

/** One plain ffmpeg after another, each with its default threads: what a loop in a shell does. */
export const oneAfterAnother: Baseline = {
  name: 'one-after-another',
  title: 'plain chains, one ffmpeg after another with its default threads',
  unavailable: async () => null,
  run: context => runJobs(context, 1),
};
