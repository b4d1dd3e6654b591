import { setTimeout as sleep } from 'node:timers/promises';
import { Inngest } from 'inngest';
import { expect, test } from 'vitest';

import { ManualClock } from './clock/manual-clock.ts';
import { createEmbeddedEngine } from './create-engine.ts';
import { ClientBusyError, EngineClosedError, FunctionNotFoundError, RunNotFoundError } from './errors.ts';
import type { RunEvent } from './inspection/run-event.ts';
import { openTestEngine } from './testing/open-test-engine.ts';
import { silentLogger } from './testing/silent-logger.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('Whoever watches is told of every change of a run, in order.', async () => {
  await using setup = await openTestEngine(client => [
    client.createFunction({ id: 'f', retries: 1, triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.run('a', () => 1);
      await step.sleep('nap', '1s');
      return step.run('b', () => 2);
    }),
  ]);
  const seen: RunEvent[] = [];
  const events = setup.engine.runEvents();
  const watching = (async () => {
    for await (const event of events) seen.push(event);
  })();
  const runId = setup.engine.invoke('app-f');
  await setup.engine.waitForRun(runId);
  await setup.engine.drain();
  await watching;
  expect(seen.map(event => ('stepName' in event ? `${event.type} ${event.stepName}` : event.type))).toEqual([
    'run:queued',
    'run:started',
    'step:succeeded a',
    'step:found nap',
    'step:succeeded nap',
    'step:succeeded b',
    'run:completed',
  ]);
  expect(seen.every(event => event.runId === runId)).toBe(true);
});

test('Draining lets the step under way finish, begins no other, and the next engine goes on from there.', async () => {
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

test('An aborted drain lets go of the step under way, which is then run again and costs no start.', async () => {
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

test('A step that an engine let go of reports to nobody when it ends, not even to the network.', async () => {
  const requests: string[] = [];
  const client = new Inngest({
    id: 'app',
    logger: silentLogger,
    isDev: true,
    fetch: async input => {
      requests.push(String(input));
      return Response.json({ ids: ['sent'], status: 200 });
    },
  });
  const gate = Promise.withResolvers<void>();
  let hasBegun = false;
  const functions = [
    client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.run('long', () => {
        hasBegun = true;
        return gate.promise;
      });
    }),
  ];
  const engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
  engine.invoke('app-f');
  while (!hasBegun) await sleep(1);
  await engine.drain({ signal: AbortSignal.abort() });
  gate.resolve();
  await sleep(50);
  expect(requests).toEqual([]);
  await client.send({ name: 'go' });
  expect(requests).toHaveLength(1);
});

test('A cancelled run runs no further step, and the answer of the one under way is thrown away.', async () => {
  const ran: string[] = [];
  await using setup = await openTestEngine(client => [
    client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.run('a', async () => {
        ran.push('a');
        await sleep(100);
      });
      await step.run('b', () => ran.push('b'));
    }),
  ]);
  const runId = setup.engine.invoke('app-f');
  while (ran.length === 0) await sleep(1);
  expect(setup.engine.cancelRun(runId)).toBe(true);
  expect(setup.engine.cancelRun(runId)).toBe(false);
  expect((await setup.engine.waitForRun(runId)).status).toBe('cancelled');
  await setup.engine.idle();
  expect(ran).toEqual(['a']);
  expect(setup.engine.getRun(runId).steps).toEqual([]);
});

test('A step that invoked a run fails when that run is cancelled.', async () => {
  await using setup = await openTestEngine(client => {
    const child = client.createFunction({ id: 'child', triggers: [] }, async ({ step }) => {
      await step.sleep('long', '1d');
    });
    const parent = client.createFunction({ id: 'parent', triggers: [{ event: 'go' }] }, async ({ step }) =>
      step.invoke('ask', { function: child }).catch(({ name, message }: Error) => `${name}: ${message}`),
    );
    return [child, parent];
  });
  const runId = setup.engine.invoke('app-parent');
  await setup.engine.idle();
  const [child] = setup.engine.listRuns({ functionId: 'app-child' });
  setup.engine.cancelRun(String(child?.id));
  expect(await setup.engine.waitForRun(runId)).toEqual({
    status: 'completed',
    output: 'RunCancelledError: The run was cancelled.',
  });
});

test('A list of runs can be narrowed and paged.', async () => {
  await using setup = await openTestEngine(client => [
    client.createFunction({ id: 'good', triggers: [{ event: 'go' }] }, async () => 1),
    client.createFunction({ id: 'bad', retries: 0, triggers: [{ event: 'go' }] }, async () => {
      throw new Error('no');
    }),
  ]);
  const { engine } = setup;
  const { ids } = await setup.client.send({ name: 'go' });
  await setup.client.send({ name: 'go' });
  await engine.idle();
  expect(engine.listRuns()).toHaveLength(4);
  expect(engine.listRuns({ eventId: String(ids[0]) })).toHaveLength(2);
  expect(engine.listRuns({ functionId: 'app-bad', status: 'failed' })).toHaveLength(2);
  expect(engine.listRuns({ status: 'running' })).toEqual([]);
  const [newest] = engine.listRuns({ limit: 1 });
  expect(engine.listRuns({ before: String(newest?.id) }).map(({ id }) => id)).toEqual(
    engine
      .listRuns()
      .slice(1)
      .map(({ id }) => id),
  );
});

test('What is asked of an engine that it does not have is refused with an error that says so.', async () => {
  const setup = await openTestEngine(client => [
    client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async () => 1),
  ]);
  const { engine } = setup;
  expect(() => engine.invoke('app-nobody')).toThrow(FunctionNotFoundError);
  expect(() => engine.getRun('nothing')).toThrow(RunNotFoundError);
  await engine.drain();
  await engine.drain();
  expect(() => engine.invoke('app-f')).toThrow(EngineClosedError);
  expect(() => engine.listRuns()).toThrow(EngineClosedError);
});

test('Whoever waits for a run when the engine closes is told that it closed.', async () => {
  const setup = await openTestEngine(
    client => [
      client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.sleep('long', '1d');
      }),
    ],
    { clock: new ManualClock() },
  );
  const waiting = setup.engine.waitForRun(setup.engine.invoke('app-f'));
  const refused = expect(waiting).rejects.toBeInstanceOf(EngineClosedError);
  await setup.engine.idle();
  await setup.engine.drain();
  await refused;
});

test('One client serves one engine at a time, and afterwards sends where it sent before.', async () => {
  const client = new Inngest({ id: 'app', logger: silentLogger, isDev: true, baseUrl: 'http://127.0.0.1:9' });
  const functions = [client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async () => 1)];
  const engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
  await expect(createEmbeddedEngine({ client, functions, store: 'memory' })).rejects.toThrow(ClientBusyError);
  await client.send({ name: 'go' });
  await engine.drain();
  expect(Object.hasOwn(client, 'fetch')).toBe(false);
  await using again = await createEmbeddedEngine({ client, functions, store: 'memory' });
  expect(again.listRuns()).toEqual([]);
});

test('A client in cloud mode, with keys or without, works all the same.', async () => {
  for (const keys of [{}, { eventKey: 'key', signingKey: 'signkey-prod-00112233' }]) {
    const client = new Inngest({ id: 'app', logger: silentLogger, isDev: false, ...keys });
    const functions = [
      client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) =>
        step.run('a', () => 'cloudy'),
      ),
    ];
    await using engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
    const { ids } = await client.send({ name: 'go' });
    const runId = String(engine.listRuns({ eventId: String(ids[0]) })[0]?.id);
    expect(await engine.waitForRun(runId)).toEqual({ status: 'completed', output: 'cloudy' });
  }
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
