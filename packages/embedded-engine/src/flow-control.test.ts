import type { Inngest, InngestFunction } from 'inngest';
import { expect, test } from 'vitest';

import { ManualClock } from './clock.ts';
import type { EmbeddedEngineOptions } from './loop/engine-options.ts';
import { copyStore } from './testing/copy-store.ts';
import { openTestEngine, type TestSetup } from './testing/open-test-engine.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

type Options = Omit<Parameters<Inngest['createFunction']>[0], 'id' | 'triggers'>;

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** An engine with one function, which gives the numbers of its events. */
function openWith(
  options: Options,
  clock: ManualClock,
  more: Partial<Omit<EmbeddedEngineOptions, 'client' | 'functions'>> = {},
): Promise<TestSetup> {
  const define = (client: Inngest): readonly InngestFunction.Any[] => [
    client.createFunction({ ...options, id: 'f', triggers: [{ event: 'go' }] }, async ({ events, step }) => {
      await step.sleep('nap', '1s');
      return (events as readonly { data: Record<string, unknown> }[]).map(event => event.data['n']);
    }),
  ];
  return openTestEngine(define, { clock, ...more });
}

/** Sends an event for each of these. */
async function send({ client, engine }: TestSetup, ...all: readonly (object | number)[]): Promise<void> {
  for (const data of all) {
    await client.send({ name: 'go', data: typeof data === 'number' ? { n: data } : (data as { n: number }) });
  }
  await engine.idle();
}

async function pass({ engine }: TestSetup, clock: ManualClock, milliseconds: number): Promise<void> {
  clock.advance(milliseconds);
  await engine.idle();
}

/** The outputs of the runs that have ended, oldest first, and the states of the others. */
function runsOf({ engine }: TestSetup): readonly unknown[] {
  return engine
    .listRuns()
    .toReversed()
    .map(({ id, status }) => (status === 'completed' ? engine.getRun(id).output : status));
}

test('A rate limit lets one event through in each of its parts of the period, and drops the others.', async () => {
  const clock = new ManualClock();
  await using setup = await openWith({ rateLimit: { limit: 2, period: '60s' } }, clock);
  await send(setup, 1, 2);
  await pass(setup, clock, 29 * SECOND_MS);
  await send(setup, 3);
  await pass(setup, clock, SECOND_MS);
  await send(setup, 4);
  await pass(setup, clock, MINUTE_MS);
  expect(runsOf(setup)).toEqual([[1], [4]]);
});

test('A rate limit of ten or more lets a tenth of them through at once.', async () => {
  const clock = new ManualClock();
  await using setup = await openWith({ rateLimit: { limit: 20, period: '60s' } }, clock);
  await send(setup, 1, 2, 3, 4, 5);
  await pass(setup, clock, MINUTE_MS);
  expect(runsOf(setup)).toEqual([[1], [2], [3]]);
});

test('A rate limit holds for each value of its key, and not where the key is missing.', async () => {
  const clock = new ManualClock();
  await using setup = await openWith(
    { rateLimit: { limit: 1, period: '60s', key: 'event.data.user' } },
    clock,
  );
  await send(setup, { n: 1, user: 'a' }, { n: 2, user: 'a' }, { n: 3, user: 'b' }, { n: 4 }, { n: 5 });
  await pass(setup, clock, MINUTE_MS);
  expect(runsOf(setup)).toEqual([[1], [3], [4], [5]]);
});

test('A step that invokes a function over its rate limit fails.', async () => {
  await using setup = await openTestEngine(client => {
    const child = client.createFunction(
      { id: 'child', rateLimit: { limit: 1, period: '60s' }, triggers: [] },
      async () => 'done',
    );
    const parent = client.createFunction({ id: 'parent', triggers: [{ event: 'go' }] }, async ({ step }) => [
      await step.invoke('first', { function: child }),
      await step.invoke('second', { function: child }).catch(({ message }: Error) => message),
    ]);
    return [child, parent];
  });
  const outcome = await setup.engine.waitForRun(setup.engine.invoke('app-parent'));
  expect(outcome).toEqual({ status: 'completed', output: ['done', 'invoked function is rate limited'] });
});

test('An idempotency key lets one event of its value through a day, also when the engine was closed in between.', async () => {
  using folder = temporaryFolder();
  const clock = new ManualClock();
  const open = () =>
    openWith({ idempotency: 'event.data.order + "-" + event.data.kind' }, clock, {
      store: { path: folder.path('store.db') },
    });
  {
    await using first = await open();
    await send(
      first,
      { n: 1, order: 'A', kind: 'x' },
      { n: 2, order: 'A', kind: 'x' },
      { n: 3, order: 'A', kind: 'y' },
    );
    await pass(first, clock, 23 * 60 * MINUTE_MS);
  }
  await using second = await open();
  await send(second, { n: 4, order: 'A', kind: 'x' });
  await pass(second, clock, 60 * MINUTE_MS);
  await send(second, { n: 5, order: 'A', kind: 'x' });
  await pass(second, clock, MINUTE_MS);
  expect(runsOf(second)).toEqual([[1], [3], [5]]);
});

test('A throttle has runs begin one after the other, first come first served, and drops none.', async () => {
  const clock = new ManualClock();
  await using setup = await openWith({ throttle: { limit: 2, period: '60s' } }, clock);
  await send(setup, 1, 2, 3, 4);
  await pass(setup, clock, 2 * SECOND_MS);
  expect(runsOf(setup)).toEqual([[1], 'queued', 'queued', 'queued']);
  await pass(setup, clock, 28 * SECOND_MS);
  await pass(setup, clock, 2 * SECOND_MS);
  expect(runsOf(setup)).toEqual([[1], [2], 'queued', 'queued']);
  await pass(setup, clock, 10 * MINUTE_MS);
  await pass(setup, clock, 10 * MINUTE_MS);
  await pass(setup, clock, 2 * SECOND_MS);
  expect(runsOf(setup)).toEqual([[1], [2], [3], [4]]);
});

test('A throttle with a burst lets so many more begin at once, and is remembered by the store.', async () => {
  using folder = temporaryFolder();
  const clock = new ManualClock();
  const open = () =>
    openWith({ throttle: { limit: 1, period: '60s', burst: 2, key: 'event.data.user' } }, clock, {
      store: { path: folder.path('store.db') },
    });
  {
    await using first = await open();
    await send(first, { n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }, { n: 5, user: 'other' });
    await pass(first, clock, 2 * SECOND_MS);
    expect(runsOf(first)).toEqual([[1], [2], [3], 'queued', [5]]);
  }
  await using second = await open();
  await pass(second, clock, 57 * SECOND_MS);
  expect(runsOf(second)[3]).toBe('queued');
  await pass(second, clock, SECOND_MS);
  await pass(second, clock, SECOND_MS);
  expect(runsOf(second)).toEqual([[1], [2], [3], [4], [5]]);
});

test('A cancelled run that waited for its throttle takes nothing of it.', async () => {
  const clock = new ManualClock();
  await using setup = await openWith({ throttle: { limit: 1, period: '60s' } }, clock);
  await send(setup, 1, 2, 3);
  const [, second] = setup.engine.listRuns();
  setup.engine.cancelRun(String(second?.id));
  await pass(setup, clock, MINUTE_MS);
  await pass(setup, clock, SECOND_MS);
  expect(runsOf(setup)).toEqual([[1], 'cancelled', [3]]);
});

test('A debounce waits until no event has come for its period, and runs once, with the last.', async () => {
  using folder = temporaryFolder();
  const clock = new ManualClock();
  const open = () =>
    openWith({ debounce: { period: '10s', key: 'event.data.user' } }, clock, {
      store: { path: folder.path('store.db') },
    });
  {
    await using first = await open();
    await send(first, { n: 1, user: 'a' }, { n: 2, user: 'b' });
    await pass(first, clock, 6 * SECOND_MS);
    await send(first, { n: 3, user: 'a' });
    await pass(first, clock, 6 * SECOND_MS);
    await pass(first, clock, SECOND_MS);
    expect(runsOf(first)).toEqual([[2]]);
  }
  await using second = await open();
  await pass(second, clock, 3 * SECOND_MS);
  await pass(second, clock, SECOND_MS);
  expect(runsOf(second)).toEqual([[2], [3]]);
});

test('A debounce with a timeout does not wait longer than that, and an event older than the one before changes nothing.', async () => {
  const clock = new ManualClock();
  await using setup = await openWith({ debounce: { period: '10s', timeout: '25s' } }, clock);
  for (let n = 1; n <= 4; n += 1) {
    await send(setup, n);
    await pass(setup, clock, 8 * SECOND_MS);
  }
  await pass(setup, clock, SECOND_MS);
  expect(runsOf(setup)).toEqual([[4]]);
  await setup.client.send({ name: 'go', data: { n: 5 }, ts: 2_000 });
  await setup.client.send({ name: 'go', data: { n: 6 }, ts: 1_000 });
  await pass(setup, clock, 10 * SECOND_MS);
  await pass(setup, clock, SECOND_MS);
  expect(runsOf(setup)).toEqual([[4], [5]]);
});

test('A batch runs when it is full, or when its time is over, with all its events in order.', async () => {
  using folder = temporaryFolder();
  const clock = new ManualClock();
  const open = () =>
    openWith({ batchEvents: { maxSize: 3, timeout: '10s' } }, clock, {
      store: { path: folder.path('store.db') },
    });
  {
    await using first = await open();
    await send(first, 1, 2, 3, 4, 5);
    await pass(first, clock, SECOND_MS);
    expect(runsOf(first)).toEqual([[1, 2, 3]]);
    const found = first.engine.listRuns().map(({ id }) => first.engine.getRun(id).event.id);
    expect(found).toHaveLength(1);
  }
  await using second = await open();
  await pass(second, clock, 9 * SECOND_MS);
  await pass(second, clock, SECOND_MS);
  expect(runsOf(second)).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

test('Batches are made for each value of a key, of the events that meet their condition, and found by each of their events.', async () => {
  const clock = new ManualClock();
  await using setup = await openWith(
    { batchEvents: { maxSize: 2, timeout: '10s', key: 'event.data.user', if: 'event.data.n < 10' } },
    clock,
  );
  await send(setup, { n: 1, user: 'a' }, { n: 2, user: 'b' }, { n: 30, user: 'a' });
  const { ids } = await setup.client.send({ name: 'go', data: { n: 4, user: 'a' } });
  await pass(setup, clock, 10 * SECOND_MS);
  await pass(setup, clock, SECOND_MS);
  expect(runsOf(setup)).toEqual([[30], [1, 4], [2]]);
  expect(setup.engine.listRuns({ eventId: String(ids[0]) })).toHaveLength(1);
});

test('A singleton drops an event while a run is unfinished, for each value of its key.', async () => {
  const clock = new ManualClock();
  await using setup = await openWith({ singleton: { mode: 'skip', key: 'event.data.user' } }, clock);
  await send(setup, { n: 1, user: 'a' }, { n: 2, user: 'a' }, { n: 3, user: 'b' });
  await pass(setup, clock, SECOND_MS);
  await send(setup, { n: 4, user: 'a' });
  await pass(setup, clock, SECOND_MS);
  expect(runsOf(setup)).toEqual([[1], [3], [4]]);
});

test('A singleton can let the new run take the place of the unfinished one.', async () => {
  const clock = new ManualClock();
  await using setup = await openWith({ singleton: { mode: 'cancel' } }, clock);
  await send(setup, 1, 2);
  await pass(setup, clock, SECOND_MS);
  expect(runsOf(setup)).toEqual(['cancelled', [2]]);
});

test('Functions that name the same value in a scope share its limit, each with its own number.', async () => {
  const tooMany: string[] = [];
  let underWay = 0;
  await using setup = await openTestEngine(client =>
    [1, 2, 3].map(limit =>
      client.createFunction(
        {
          id: `f${limit}`,
          concurrency: { limit, scope: 'account', key: '"all"' },
          triggers: [{ event: 'go' }],
        },
        async () => {
          underWay += 1;
          if (underWay > limit) tooMany.push(`${underWay} with a limit of ${limit}`);
          await new Promise(resolve => setTimeout(resolve, 5));
          underWay -= 1;
        },
      ),
    ),
  );
  await setup.client.send(Array.from({ length: 6 }, () => ({ name: 'go' })));
  await setup.engine.idle();
  expect(setup.engine.listRuns({ status: 'completed' })).toHaveLength(18);
  expect(tooMany).toEqual([]);
});

test('A function that was removed while it held events has its run when a program has it again.', async () => {
  using folder = temporaryFolder();
  const clock = new ManualClock();
  const store = { path: folder.path('store.db') };
  {
    await using first = await openWith({ debounce: { period: '10s' } }, clock, { store });
    await send(first, 1);
  }
  {
    await using other = await openTestEngine(() => [], { clock, store });
    await pass(other, clock, MINUTE_MS);
  }
  await using again = await openWith({ debounce: { period: '10s' } }, clock, { store });
  await again.engine.idle();
  await pass(again, clock, SECOND_MS);
  expect(runsOf(again)).toEqual([[1]]);
});

test('A rate that is not used any more is forgotten, and an event that is held is kept.', async () => {
  const clock = new ManualClock();
  await using setup = await openTestEngine(
    client => [
      client.createFunction(
        { id: 'f', rateLimit: { limit: 1, period: '60s', key: 'event.data.n' }, triggers: [{ event: 'go' }] },
        async () => 'done',
      ),
      client.createFunction(
        { id: 'g', debounce: { period: '7d' }, triggers: [{ event: 'go' }] },
        async ({ event }) => event.data['n'],
      ),
    ],
    { clock, retentionMs: MINUTE_MS },
  );
  await send(setup, ...Array.from({ length: 50 }, (_, n) => n));
  await pass(setup, clock, 2 * 60 * MINUTE_MS);
  await send(setup, 50);
  await pass(setup, clock, 7 * 24 * 60 * MINUTE_MS);
  const [run] = setup.engine.listRuns({ functionId: 'app-g' });
  expect(setup.engine.getRun(String(run?.id)).output).toBe(50);
});

test('What gates hold and count is in the store at once: a process that ends without a word loses none of it.', async () => {
  using folder = temporaryFolder();
  const clock = new ManualClock();
  const open = (name: string) =>
    openTestEngine(
      client => [
        client.createFunction(
          { id: 'debounced', debounce: { period: '10s' }, triggers: [{ event: 'go' }] },
          async ({ event }) => event.data['n'],
        ),
        client.createFunction(
          { id: 'batched', batchEvents: { maxSize: 3, timeout: '10s' }, triggers: [{ event: 'go' }] },
          async ({ events }) => events.length,
        ),
        client.createFunction(
          { id: 'once', idempotency: '"one"', triggers: [{ event: 'go' }] },
          async () => 'once',
        ),
        client.createFunction(
          { id: 'single', singleton: { mode: 'skip' }, triggers: [{ event: 'go' }] },
          async ({ step }) => step.sleep('nap', '1h'),
        ),
        client.createFunction(
          { id: 'slow', throttle: { limit: 1, period: '60s' }, triggers: [{ event: 'go' }] },
          async () => 1,
        ),
      ],
      { clock, store: { path: folder.path(name) } },
    );
  await using first = await open('first.db');
  await send(first, 1, 2);
  copyStore(folder.path('first.db'), folder.path('second.db'));
  await using second = await open('second.db');
  await second.engine.idle();
  await send(second, 3, 4);
  await pass(second, clock, 10 * SECOND_MS);
  await pass(second, clock, SECOND_MS);
  const outputs = (id: string) =>
    second.engine
      .listRuns({ functionId: `app-${id}`, status: 'completed' })
      .map(run => second.engine.getRun(run.id).output);
  expect(outputs('debounced')).toEqual([4]);
  expect(outputs('batched').toSorted()).toEqual([1, 3]);
  expect(outputs('once')).toEqual(['once']);
  expect(second.engine.listRuns({ functionId: 'app-single' })).toHaveLength(1);
  expect(outputs('slow')).toHaveLength(1);
  expect(second.engine.listRuns({ functionId: 'app-slow', status: 'queued' })).toHaveLength(3);
});
