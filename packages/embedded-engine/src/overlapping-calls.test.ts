import { setTimeout as sleep } from 'node:timers/promises';
import { type GetStepTools, group, type Inngest, RetryAfterError } from 'inngest';
import { expect, test } from 'vitest';

import { ManualClock } from './clock.ts';
import { copyStore } from './testing/copy-store.ts';
import { openTestEngine } from './testing/open-test-engine.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

type Tools = GetStepTools<Inngest.Any>;

/** Longer than any wait before a second attempt. */
const LONG_ENOUGH_MS = 60_000;

const quick = (step: Tools) => [step.run('a', () => 'a'), step.run('b', () => 'b')] as const;
const slow = (step: Tools) =>
  [25, 28].map(ms =>
    step.run(`after ${ms} ms`, () => sleep(ms).then(() => ms)),
  ) as readonly Promise<unknown>[];

const FORMS: readonly (readonly [
  form: string,
  optimizeParallelism: boolean,
  (step: Tools) => Promise<unknown>,
])[] = [
  ['all of quick steps in race mode', true, step => group.parallel(() => Promise.all(quick(step)))],
  ['all of slow steps in race mode', true, step => group.parallel(() => Promise.all(slow(step)))],
  ['the first of quick steps in race mode', true, step => group.parallel(() => Promise.race(quick(step)))],
  ['the first of slow steps in race mode', true, step => group.parallel(() => Promise.race(slow(step)))],
  ['all of quick steps without optimizeParallelism', false, step => Promise.all(quick(step))],
  [
    'the first of quick steps in race mode, and then another',
    true,
    async step => {
      await group.parallel(() => Promise.race(quick(step)));
      await step.run('c', () => 'c');
    },
  ],
];

test.for(FORMS)('Twelve runs that await %s complete.', async ([, optimizeParallelism, ask]) => {
  await using setup = await openTestEngine(client => [
    client.createFunction(
      { id: 'f', retries: 0, optimizeParallelism, triggers: [{ event: 'go' }] },
      async ({ step }) => {
        await ask(step);
        return 'done';
      },
    ),
  ]);
  for (let n = 0; n < 12; n += 1) {
    const outcome = await setup.engine.waitForRun(setup.engine.invoke('app-f'));
    expect(outcome).toEqual({ status: 'completed', output: 'done' });
  }
});

test('A step that is found beside one that settles at once runs once.', async () => {
  let runs = 0;
  await using setup = await openTestEngine(client => [
    client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) =>
      Promise.all([
        step.sleepUntil('gone by', new Date(0)),
        step.run('work', async () => {
          runs += 1;
          await sleep(20);
          return runs;
        }),
      ]),
    ),
  ]);
  const outcome = await setup.engine.waitForRun(setup.engine.invoke('app-f'));
  expect(outcome).toEqual({ status: 'completed', output: [null, 1] });
});

test('A function that throws outside its steps is called again at once when a step settles beside it.', async () => {
  const clock = new ManualClock();
  const underWay = Promise.withResolvers<void>();
  const retrying = Promise.withResolvers<void>();
  let hasThrown = false;
  await using setup = await openTestEngine(
    client => [
      client.createFunction({ id: 'f', retries: 1, triggers: [{ event: 'go' }] }, async ({ step, attempt }) =>
        group.parallel(() =>
          Promise.all([
            step
              // A call for the slow step that began later would meet the throw itself, and be put off with it.
              .run('quick', () => underWay.promise.then(() => attempt))
              .then(() => {
                if (hasThrown) return;
                hasThrown = true;
                throw new RetryAfterError('not yet', '1h');
              }),
            step.run('slow', () => {
              underWay.resolve();
              return retrying.promise;
            }),
          ]),
        ),
      ),
    ],
    { clock },
  );
  const events = setup.engine.runEvents();
  const runId = setup.engine.invoke('app-f');
  for await (const { type } of events) if (type === 'run:retrying') break;
  retrying.resolve();
  await setup.engine.idle();
  expect(setup.engine.getRun(runId)).toMatchObject({ status: 'completed', failures: [{ attempt: 0 }] });
});

test('A step that was being tried again when its process ended is tried again by the next, at the same attempt.', async () => {
  using folder = temporaryFolder();
  const clock = new ManualClock();
  const paths = { first: folder.path('first.db'), second: folder.path('second.db') };
  const attempts: number[] = [];
  const open = (path: string, work: (attempt: number) => unknown) =>
    openTestEngine(
      client => [
        client.createFunction(
          { id: 'f', retries: 2, triggers: [{ event: 'go' }] },
          async ({ step, attempt }) =>
            step.run('work', () => {
              attempts.push(attempt);
              if (attempt === 0) throw new Error('no');
              return work(attempt);
            }),
        ),
      ],
      { clock, store: { path } },
    );
  const first = await open(paths.first, () => new Promise(() => {}));
  const runId = first.engine.invoke('app-f');
  await first.engine.idle();
  clock.advance(LONG_ENOUGH_MS);
  while (attempts.length < 2) await sleep(1);
  copyStore(paths.first, paths.second);
  await first.engine.drain({ signal: AbortSignal.abort() });
  await using second = await open(paths.second, attempt => `done at ${attempt}`);
  await second.engine.idle();
  expect(second.engine.getRun(runId)).toMatchObject({ status: 'completed', output: 'done at 1' });
  expect(attempts).toEqual([0, 1, 1]);
});

test('A step whose second attempt the function does not ask for holds up no other.', async () => {
  const clock = new ManualClock();
  let calls = 0;
  await using setup = await openTestEngine(
    client => [
      client.createFunction({ id: 'f', retries: 1, triggers: [{ event: 'go' }] }, async ({ step }) => {
        calls += 1;
        const isFirst = calls === 1;
        const later = (wait: boolean) => (wait ? sleep(50) : undefined);
        const flaky = async () => {
          await later(!isFirst);
          return step.run('flaky', () => {
            if (isFirst) throw new Error('no');
            return 'done';
          });
        };
        const others = async () => {
          await later(isFirst);
          return Promise.all(quick(step));
        };
        return Promise.all([flaky(), others()]);
      }),
    ],
    { clock },
  );
  const runId = setup.engine.invoke('app-f');
  await setup.engine.idle();
  clock.advance(LONG_ENOUGH_MS);
  await setup.engine.idle();
  expect(setup.engine.getRun(runId)).toMatchObject({ status: 'completed', output: ['done', ['a', 'b']] });
});
