import fc from 'fast-check';
import { expect } from 'vitest';

import { runTrial, trialArbitrary, WORKFLOWS_AT_A_TIME } from './workflow-trial.ts';

/** Checks that this many random workflows go as they must. */
export async function checkWorkflows(count: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(trialArbitrary, async trial => {
      expect(await runTrial(trial)).toEqual([]);
    }),
    { numRuns: count / WORKFLOWS_AT_A_TIME, endOnFailure: true },
  );
}
