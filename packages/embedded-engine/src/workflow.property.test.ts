import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ManualClock } from './clock/manual-clock.ts';
import type { Json } from './json.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { interpret, type Workflow, workflowArbitrary } from './testing/workflow.ts';
import { openWorkflowEngine } from './testing/workflow-engine.ts';

/** Longer than any sleep of a workflow and any wait before a second or third attempt. */
const LONG_ENOUGH_MS = 600_000;

/** Together with the property's runs: 1,000 workflows. */
const WORKFLOWS_AT_A_TIME = 50;

interface Trial {
  readonly workflows: readonly Workflow[];
  /** How many steps the engine runs before it is abandoned, for each time that it is. */
  readonly crashesAfter: readonly number[];
}

const trialArbitrary: fc.Arbitrary<Trial> = fc.record({
  workflows: fc.array(workflowArbitrary, {
    minLength: WORKFLOWS_AT_A_TIME,
    maxLength: WORKFLOWS_AT_A_TIME,
  }),
  crashesAfter: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
});

test('Workflows come to what a plain interpreter says, wherever the engine is abandoned and opened again.', async () => {
  await fc.assert(
    fc.asyncProperty(trialArbitrary, async trial => {
      expect(await runWithCrashes(trial)).toEqual(trial.workflows.map(interpret));
    }),
    { numRuns: 20, endOnFailure: true },
  );
}, 240_000);

async function runWithCrashes({ workflows, crashesAfter }: Trial): Promise<readonly Json[]> {
  using folder = temporaryFolder();
  const clock = new ManualClock();
  const crashes = [...crashesAfter];
  for (;;) {
    const life = new AbortController();
    let stepsLeft = crashes.shift() ?? Number.POSITIVE_INFINITY;
    const { engine, client } = await openWorkflowEngine(folder.path('store.db'), clock, () => {
      stepsLeft -= 1;
      if (stepsLeft === 0) life.abort();
    });
    // The same events in every life: their ids make sure that each starts one run.
    await client.send(
      workflows.map((workflow, n) => ({ name: 'go', id: `workflow-${n}`, data: { workflow } as never })),
    );
    const ended = await runUntil(life.signal, engine.idle.bind(engine), clock, () =>
      workflows.every((_, n) => statusOf(n) !== 'running' && statusOf(n) !== 'queued'),
    );
    const results = ended ? workflows.map((_, n) => engine.getRun(runOf(n)).output) : undefined;
    // Lets go of the calls under way at once, as a crash would.
    await engine.drain({ signal: AbortSignal.abort() });
    if (results !== undefined) return results;

    function runOf(n: number): string {
      return String(engine.listRuns({ eventId: `workflow-${n}` })[0]?.id);
    }
    function statusOf(n: number): string {
      return engine.getRun(runOf(n)).status;
    }
  }
}

/** Moves the time whenever nothing is left to do, until the end; `false` when the engine is to be abandoned. */
async function runUntil(
  life: AbortSignal,
  idle: () => Promise<void>,
  clock: ManualClock,
  hasEnded: () => boolean,
): Promise<boolean> {
  const crashed = new Promise<void>(resolve => {
    life.addEventListener('abort', () => resolve(), { once: true });
  });
  while (!life.aborted) {
    await Promise.race([idle(), crashed]);
    if (life.aborted) return false;
    if (hasEnded()) return true;
    clock.advance(LONG_ENOUGH_MS);
    await setImmediate();
  }
  return false;
}
