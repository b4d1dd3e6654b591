import type { Baseline } from './baseline.ts';
import { missingProgram, runWithJobRunner } from './run-with-job-runner.ts';

/** The plain chains through GNU parallel. */
export const parallel: Baseline = {
  name: 'parallel',
  title: 'plain chains through GNU parallel',
  unavailable: () => missingProgram('parallel'),
  run: context =>
    runWithJobRunner(
      {
        program: 'parallel',
        argumentsFor: (workers, words) => ['--will-cite', '-0', '-N', `${words}`, '-j', `${workers}`],
      },
      context,
    ),
};
