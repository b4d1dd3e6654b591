import type { GetStepTools, Inngest } from 'inngest';
import { expect, test } from 'vitest';

import { ManualClock } from './clock.ts';
import { openTestEngine } from './testing/open-test-engine.ts';

type Tools = GetStepTools<Inngest.Any>;

const MEBI = 1_048_576;

const TOO_MUCH: readonly (readonly [what: string, name: string, (step: Tools) => Promise<unknown>])[] = [
  [
    'runs more than 1,000 steps, one after the other',
    'TooManyStepsError',
    async step => {
      for (let n = 0; n <= 1_000; n += 1) await step.run(`step-${n}`, () => n);
    },
  ],
  [
    'asks for more than 1,000 steps at a time',
    'TooManyStepsError',
    step => Promise.all(Array.from({ length: 1_001 }, (_, n) => step.run(`step-${n}`, () => n))),
  ],
  [
    'has a step whose result is too large',
    'StepOutputTooLargeError',
    step => step.run('large', () => 'x'.repeat(4 * MEBI)),
  ],
  [
    'has steps whose results are too large together',
    'StateTooLargeError',
    async step => {
      for (let n = 0; n < 9; n += 1) await step.run(`step-${n}`, () => 'x'.repeat(3.9 * MEBI));
      await step.sleep('nap', '1s');
    },
  ],
];

test.for(TOO_MUCH)('A run that %s fails with a %s, as on a server.', async ([, name, ask]) => {
  const clock = new ManualClock();
  await using setup = await openTestEngine(
    client => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: 'go' }] }, async ({ step }) => {
        await ask(step);
        return 'done';
      }),
    ],
    { clock },
  );
  const runId = setup.engine.invoke('app-f');
  await setup.engine.idle();
  clock.advance(1_000);
  expect(await setup.engine.waitForRun(runId)).toMatchObject({ status: 'failed', error: { name } });
});
