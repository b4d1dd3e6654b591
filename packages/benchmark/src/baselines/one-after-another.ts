import type { Baseline } from './baseline.ts';
import { runJobs } from './run-jobs.ts';

/** One plain ffmpeg after another, each with its default threads: what a loop in a shell does. */
export const oneAfterAnother: Baseline = {
  name: 'one-after-another',
  title: 'plain chains, one ffmpeg after another with its default threads',
  unavailable: async () => null,
  run: context => runJobs(context, 1),
};
