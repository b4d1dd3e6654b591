import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { ManualClock } from './clock.ts';
import { openTestEngine } from './testing/open-test-engine.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('Draining lets the step in progress finish, begins no other, and the next engine continues from there.', async () => {
  using folder = temporaryFolder();
  const ran: string[] = [];
  const open = () =>
    openTestEngine(
      client => [
        client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) => {
          for (const name of ['a', 'b', 'c']) {
            await step.run(name, async () => {
              ran.push(name);
              await sleep(50);
            });
          }
          return 'done';
        }),
      ],
      { store: { path: folder.path('store.db') } },
    );
  let runId: string;
  {
    await using first = await open();
    runId = first.engine.invoke('app-f');
    while (ran.length === 0) await sleep(1);
    await first.engine.drain();
    expect(ran).toEqual(['a']);
  }
  await using second = await open();
  expect(await second.engine.waitForRun(runId)).toEqual({ status: 'completed', output: 'done' });
  expect(ran).toEqual(['a', 'b', 'c']);
});

test('An aborted drain abandons the step in progress, which is then run again and costs no start.', async () => {
  using folder = temporaryFolder();
  let starts = 0;
  const open = () =>
    openTestEngine(
      client => [
        client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) =>
          step.run('long', () => {
            starts += 1;
            return starts < 4 ? new Promise(() => {}) : 'done';
          }),
        ),
      ],
      { store: { path: folder.path('store.db') }, maxStarts: 1 },
    );
  let runId = '';
  for (let life = 0; life < 3; life += 1) {
    await using setup = await open();
    if (life === 0) runId = setup.engine.invoke('app-f');
    while (starts <= life) await sleep(1);
    await setup.engine.drain({ signal: AbortSignal.abort() });
  }
  await using last = await open();
  expect(await last.engine.waitForRun(runId)).toEqual({ status: 'completed', output: 'done' });
});

test('A year of sleep passes in no time on a clock that is moved by hand.', async () => {
  const clock = new ManualClock();
  await using setup = await openTestEngine(
    client => [
      client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.sleep('year', '52w');
        return step.run('after', () => clock.now());
      }),
    ],
    { clock },
  );
  const before = clock.now();
  const runId = setup.engine.invoke('app-f');
  await setup.engine.idle();
  clock.advance(52 * 7 * 86_400_000 - 1_000);
  await setup.engine.idle();
  expect(setup.engine.getRun(runId).status).toBe('running');
  clock.advance(1_000);
  expect(await setup.engine.waitForRun(runId)).toEqual({
    status: 'completed',
    output: before + 52 * 7 * 86_400_000,
  });
});

test('Finished runs are kept as long as they are to be, and then removed with their events.', async () => {
  const clock = new ManualClock();
  using folder = temporaryFolder();
  const open = () =>
    openTestEngine(
      client => [
        client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) =>
          step.run('a', () => 1),
        ),
        client.createFunction({ id: 'waits', triggers: [{ event: 'wait' }] }, async ({ step }) => {
          await step.sleep('long', '30d');
        }),
      ],
      { clock, retentionMs: 86_400_000, store: { path: folder.path('store.db') } },
    );
  {
    await using first = await open();
    for (let n = 0; n < 3; n += 1) await first.client.send({ name: 'go', id: `event-${n}` });
    await first.client.send({ name: 'wait' });
    await first.engine.idle();
    expect(first.engine.listRuns()).toHaveLength(4);
  }
  clock.advance(86_400_000 + 1_000);
  await using second = await open();
  await second.engine.idle();
  await sleep(20);
  expect(second.engine.listRuns().map(({ functionId }) => functionId)).toEqual(['app-waits']);
  await second.client.send({ name: 'go', id: 'event-0' });
  await second.engine.idle();
  expect(second.engine.listRuns()).toHaveLength(2);
});

test('A run of a function that is gone waits in the store until a program has the function again.', async () => {
  using folder = temporaryFolder();
  const open = (id: string) =>
    openTestEngine(
      client => [
        client.createFunction({ id, triggers: [{ event: 'go' }] }, async ({ step }) => {
          await step.sleep('nap', '1s');
          return id;
        }),
      ],
      { store: { path: folder.path('store.db') } },
    );
  let runId: string;
  {
    await using first = await open('old');
    runId = first.engine.invoke('app-old');
    await first.engine.idle();
  }
  {
    await using other = await open('new');
    await sleep(1_050);
    await other.engine.idle();
    expect(other.engine.getRun(runId).status).toBe('running');
  }
  await using again = await open('old');
  expect(await again.engine.waitForRun(runId)).toEqual({ status: 'completed', output: 'old' });
});
