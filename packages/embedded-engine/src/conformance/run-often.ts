import { isDeepStrictEqual } from 'node:util';

import type { Outcome, TestHarness } from './scenario.ts';

/** Enough runs for their steps to overlap in one order and another. */
const RUNS = 8;

/** Runs a scenario's function several times at once, and returns the different outcomes. */
export async function runOften(harness: TestHarness): Promise<readonly Outcome[]> {
  const outcomes = await Promise.all(Array.from({ length: RUNS }, () => harness.run({ name: 'go' })));
  return outcomes.filter(
    (outcome, n) => outcomes.findIndex(other => isDeepStrictEqual(other, outcome)) === n,
  );
}
