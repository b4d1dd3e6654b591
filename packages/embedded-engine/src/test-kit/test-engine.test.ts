import { inspect } from 'node:util';
import { eventType, Inngest, type InngestFunction, NonRetriableError, RetryAfterError } from 'inngest';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';

import { silentLogger } from '../testing/silent-logger.ts';
import { createTestEngine, type TestEngine, type TestEngineOptions } from './index.ts';

/** A test engine with the functions that `define` makes with its client, and the client. */
async function open(
  define: (client: Inngest) => readonly InngestFunction.Any[],
  options: Partial<TestEngineOptions> = {},
): Promise<TestEngine & { readonly client: Inngest }> {
  const client = new Inngest({ id: 'app', logger: silentLogger });
  const engine = await createTestEngine({
    now: '2026-01-01T00:00:00Z',
    ...options,
    client,
    functions: define(client),
  });
  return Object.assign(engine, { client });
}

const oneStep = (client: Inngest) => [
  client.createFunction({ id: 'f', retries: 2, triggers: [{ event: 'go' }] }, async ({ step }) =>
    step.run({ id: 'work', name: 'The work' }, () => 'done'),
  ),
];

test('Sending and waiting gives every run that the events started, and what is in it.', async () => {
  await using engine = await open(client => [
    client.createFunction({ id: 'one', triggers: [{ event: 'go' }] }, async ({ event }) => event.data['n']),
    client.createFunction({ id: 'two', retries: 0, triggers: [{ event: 'go' }] }, async () => {
      throw new Error('no');
    }),
  ]);
  const runs = await engine.sendAndWait([
    { name: 'go', data: { n: 1 } },
    { name: 'go', data: { n: 2 } },
  ]);
  expect(runs.map(({ functionId, status, output }) => [functionId, status, output])).toEqual([
    ['app-one', 'completed', 1],
    ['app-two', 'failed', null],
    ['app-one', 'completed', 2],
    ['app-two', 'failed', null],
  ]);
  expect(runs[1]?.error?.message).toBe('no');
  expect(runs[0].event.ts).toBe(engine.now.getTime());
  expect(inspect(runs[1])).toContain("status: 'failed'");
});

test('An event that its type makes has the time of the engine, and is checked against its schema.', async () => {
  const placed = eventType('placed', { schema: z.object({ n: z.number() }) });
  const bare = eventType('bare');
  await using engine = await open(client => [
    client.createFunction({ id: 'f', triggers: [placed, bare] }, async ({ event }) => event.ts),
  ]);
  const runs = await engine.sendAndWait([placed.create({ n: 1 }), bare.create()]);
  const now = engine.now.getTime();
  expect(runs.map(({ output }) => output)).toEqual([now, now]);
  const [early] = await engine.sendAndWait(placed.create({ n: 1 }, { ts: now - 5 }));
  expect(early.output).toBe(now - 5);
  await expect(engine.send(placed.create({ n: 'one' as unknown as number }))).rejects.toThrow('n: ');
});

test('Time passes through sleeps, retries, timeouts and cron times in their order, each seen at its own time.', async () => {
  const seen: string[] = [];
  await using engine = await open(client => {
    const note = (text: string) => {
      seen.push(`${engine.now.toISOString().slice(0, 16)} ${text}`);
    };
    return [
      client.createFunction({ id: 'daily', triggers: [{ cron: '0 12 * * *' }] }, async () => note('cron')),
      client.createFunction({ id: 'naps', triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.sleep('first', '10h');
        await step.run('woken', () => note('woken'));
        await step.sleep('second', '10h');
        note('woken again');
      }),
      client.createFunction({ id: 'waits', triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.waitForEvent('answer', { event: 'answer', timeout: '11h' });
        note('waited');
      }),
    ];
  });
  await engine.send({ name: 'go' });
  await engine.advance('1 day 13 hours');
  expect(seen).toEqual([
    '2026-01-01T10:00 woken',
    '2026-01-01T11:00 waited',
    '2026-01-01T12:00 cron',
    '2026-01-01T20:00 woken again',
    '2026-01-02T12:00 cron',
  ]);
  expect(engine.now).toEqual(new Date('2026-01-02T13:00:00Z'));
});

test('A step fails as often as asked, by its name or its id, and then succeeds.', async () => {
  await using engine = await open(oneStep);
  engine.failOnce('work');
  engine.failOnce('The work', new RetryAfterError('the bank is closed', '2h'));
  const [run] = await engine.sendAndWait({ name: 'go' });
  await engine.advance('1 hour');
  expect(run.step('work')).toMatchObject({
    status: 'retrying',
    attempts: 2,
    failures: [{ error: { message: 'failOnce("work")' } }, { error: { message: 'the bank is closed' } }],
  });
  await engine.advance('90 minutes');
  expect(run).toMatchObject({ status: 'completed', output: 'done' });
  expect(run.step('The work').attempts).toBe(3);
});

test('A failure that is final, or the last, is what the function catches.', async () => {
  const define = (retries: 0 | 3) => (client: Inngest) => [
    client.createFunction({ id: 'f', retries, triggers: [{ event: 'go' }] }, async ({ step }) =>
      step.run('charge', () => 1).catch((error: Error) => `${error.name}: ${error.message}`),
    ),
  ];
  for (const [retries, error] of [
    [3, new NonRetriableError('no such card')],
    [0, new RangeError('no such card')],
  ] as const) {
    await using engine = await open(define(retries));
    engine.failOnce('charge', error);
    const [run] = await engine.sendAndWait({ name: 'go' });
    expect(run.output).toContain(': no such card');
    expect(run.step('charge').status).toBe('failed');
  }
});

test('A failure reaches one of parallel steps, and a step inside an invoked function.', async () => {
  await using engine = await open(client => {
    const child = client.createFunction({ id: 'child', triggers: [{ event: 'never' }] }, async ({ step }) =>
      step.run('deep', () => 'deep'),
    );
    return [
      child,
      client.createFunction({ id: 'parent', triggers: [{ event: 'go' }] }, async ({ step }) =>
        Promise.all([
          step.run('a', () => 'a'),
          step.run('b', () => 'b'),
          step.invoke('child', { function: child, data: {} }),
        ]),
      ),
    ];
  });
  engine.failOnce('b');
  engine.failOnce('deep');
  const [run] = await engine.sendAndWait({ name: 'go' });
  expect(run.step('a').attempts).toBe(1);
  await engine.advance('10m');
  expect(run.output).toEqual(['a', 'b', 'deep']);
  expect([run.step('b').attempts, engine.runs('child')[0]?.step('deep').attempts]).toEqual([2, 2]);
});

test('A failure that no step met is said when the engine closes, with what may have been meant.', async () => {
  const engine = await open(oneStep);
  engine.failOnce('wrok');
  await engine.sendAndWait({ name: 'go' });
  await expect(engine.close()).rejects.toThrow('failOnce("wrok") failed nothing');
});

test('A crash in the middle of a step has it begun again, and its first result is not heard.', async () => {
  const gates = [Promise.withResolvers<string>(), Promise.withResolvers<string>()] as const;
  let starts = 0;
  const begun = Promise.withResolvers<void>();
  await using engine = await open(client => [
    client.createFunction({ id: 'f', triggers: [{ event: 'go' }] }, async ({ step }) => {
      const before = await step.run('before', () => 'before');
      const long = await step.run('long', () => {
        begun.resolve();
        return gates[starts++]?.promise;
      });
      await step.sleep('nap', '1d');
      return [before, long];
    }),
  ]);
  await engine.client.send({ name: 'go' });
  await begun.promise;
  await engine.crashAndReopen();
  gates[0].resolve('first');
  gates[1].resolve('second');
  await engine.drain();
  await engine.crashAndReopen();
  await engine.advance('1d');
  expect(engine.runs('f').map(({ status, output }) => [status, output])).toEqual([
    ['completed', ['before', 'second']],
  ]);
  expect(starts).toBe(2);
});

test('What was done before a crash stays done, and an event that was taken is taken once.', async () => {
  await using engine = await open(oneStep);
  const [run] = await engine.sendAndWait({ name: 'go', id: 'once' });
  await engine.crashAndReopen();
  expect(run.output).toBe('done');
  await engine.sendAndWait({ name: 'go', id: 'once' });
  expect(engine.runs()).toHaveLength(1);
});

test('What cannot be done is said in a sentence that names what was meant.', async () => {
  await using engine = await open(client => [
    client.createFunction(
      { id: 'place-order', triggers: [{ event: 'shop/order.placed', if: 'event.data.n == 1' }] },
      async ({ step }) => step.run('charge', () => 1),
    ),
  ]);
  await expect(engine.sendAndWait({ name: 'shop/order.plcaed' })).rejects.toThrow(
    'no function has it as a trigger; did you mean shop/order.placed? Functions are started by shop/order.placed.',
  );
  await expect(engine.sendAndWait({ name: 'shop/order.placed' })).rejects.toThrow(
    'its condition did not hold',
  );
  await expect(engine.invoke('place-ordr')).rejects.toThrow('did you mean app-place-order?');
  expect(() => engine.runs('order')).toThrow('It has app-place-order.');
  const run = await engine.invoke('place-order');
  expect(() => run.step('chrage')).toThrow('did you mean charge?');
  await expect(engine.advance('-1 day')).rejects.toThrow('it only goes forward');
  await expect(engine.advance(-1)).rejects.toThrow('it only goes forward');
  await expect(engine.advance('soon')).rejects.toThrow("write '2 days'");
  await expect(engine.advance(Number.NaN)).rejects.toThrow("write '2 days'");
  await expect(open(() => [], { now: 'tomorrow' })).rejects.toThrow('The time "tomorrow" cannot be read');
});

test('Fake timers that would stop the engine are refused, and a fake date is not.', async () => {
  await using engine = await open(oneStep);
  try {
    vi.useFakeTimers();
    await expect(engine.sendAndWait({ name: 'go' })).rejects.toThrow("toFake: ['Date']");
    vi.useFakeTimers({ toFake: ['Date'], now: engine.now });
    const [run] = await engine.sendAndWait({ name: 'go' });
    expect(run.output).toBe('done');
  } finally {
    vi.useRealTimers();
  }
});

test('A year passes with a cron of every day, and all its runs are kept.', async () => {
  await using engine = await open(client => [
    client.createFunction({ id: 'f', triggers: [{ cron: '0 0 * * *' }] }, async () => 1),
  ]);
  await engine.advance('52 weeks');
  expect(engine.runs('f')).toHaveLength(365);
});

test('Closing waits for the step under way, and may be asked for twice.', async () => {
  const engine = await open(oneStep);
  await engine.sendAndWait({ name: 'go' });
  await Promise.all([engine.close(), engine.close()]);
  await expect(engine.drain()).rejects.toThrow('closed');
  await engine.close();
});

test('A sleep of less than a second lasts the second that the SDK makes of it, and one until a time ends at it.', async ({
  skip,
}) => {
  await using engine = await open(client => [
    client.createFunction({ id: 'naps', triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.sleep('short', 250);
      await step.sleepUntil('until', new Date('2026-01-01T00:00:01.250Z'));
    }),
  ]);
  const [run] = await engine.sendAndWait({ name: 'go' });
  skip(run.step('short').status === 'succeeded', 'before 4.15 the SDK drops what is less than a second');
  await engine.advance(999);
  expect(run.step('short').status).toBe('waiting');
  await engine.advance(1);
  expect(run.step('short').status).toBe('succeeded');
  await engine.advance(249);
  expect(run.status).toBe('running');
  await engine.advance(1);
  expect(run.status).toBe('completed');
});
