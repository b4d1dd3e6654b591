import type { Baseline } from './baseline.ts';
import { missingProgram, runWithJobRunner } from './run-with-job-runner.ts';

/** The plain chains through `xargs -P`. */
export const xargs: Baseline = {
  name: 'xargs',
  title: 'plain chains through xargs -P',
  unavailable: () => missingProgram('xargs'),
  run: context =>
    runWithJobRunner(
      {
        program: 'xargs',
        argumentsFor: (workers, words) => ['-0', '-n', `${words}`, '-P', `${workers}`],
      },
      context,
    ),
};
