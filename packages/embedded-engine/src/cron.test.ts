import type { Inngest, InngestFunction } from 'inngest';
import { expect, test } from 'vitest';

import { ManualClock } from './clock.ts';
import type { EmbeddedEngine } from './embedded-engine.ts';
import { CountingClock } from './testing/counting-clock.ts';
import { openTestEngine } from './testing/open-test-engine.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const HOUR_MS = 3_600_000;

const at = (time: string) => new ManualClock(Date.parse(time));

function scheduled(id: string, ...crons: readonly string[]) {
  return (client: Inngest): readonly InngestFunction.Any[] => [
    client.createFunction({ id, triggers: crons.map(cron => ({ cron })) }, async ({ event }) => ({
      ...event,
    })),
  ];
}

/** The times that runs were started for, oldest first. */
function times(engine: EmbeddedEngine, functionId?: string): readonly unknown[] {
  return engine
    .listRuns({ functionId })
    .map(({ id }) => engine.getRun(id).event.data['scheduledAt'])
    .reverse();
}

test('A function with a cron trigger is started by the clock, once for each time, and its event names the time.', async () => {
  const clock = at('2026-01-01T00:10:00Z');
  await using setup = await openTestEngine(scheduled('f', '0 * * * *'), { clock });
  clock.advance(50 * 60_000 - 1);
  await setup.engine.idle();
  expect(times(setup.engine)).toEqual([]);
  clock.advance(1);
  await setup.engine.idle();
  const [run] = setup.engine.listRuns();
  expect(setup.engine.getRun(String(run?.id))).toMatchObject({
    status: 'completed',
    queuedAt: Date.parse('2026-01-01T01:00:00Z'),
    output: {
      id: 'app-f@2026-01-01T01:00:00Z',
      name: 'inngest/scheduled.timer',
      ts: Date.parse('2026-01-01T01:00:00Z'),
      data: {
        cron: '0 * * * *',
        scheduledAt: '2026-01-01T01:00:00Z',
        fireAt: '2026-01-01T01:00:00Z',
      },
    },
  });
  clock.advance(3 * HOUR_MS);
  await setup.engine.idle();
  expect(times(setup.engine)).toEqual([1, 2, 3, 4].map(hour => `2026-01-01T0${hour}:00:00Z`));
});

test('A time zone in front of a cron expression is followed through the change of its clocks.', async () => {
  const clock = at('2026-03-27T12:00:00Z');
  await using setup = await openTestEngine(scheduled('f', 'TZ=Europe/Warsaw 0 9 * * *'), { clock });
  clock.advance(48 * HOUR_MS);
  await setup.engine.idle();
  expect(times(setup.engine)).toEqual(['2026-03-28T08:00:00Z', '2026-03-29T07:00:00Z']);
});

test('Times that pass while no engine is open are not caught up.', async () => {
  using folder = temporaryFolder();
  const clock = at('2026-01-01T00:10:00Z');
  const open = () =>
    openTestEngine(scheduled('f', '0 * * * *'), { clock, store: { path: folder.path('store.db') } });
  {
    await using first = await open();
    clock.advance(HOUR_MS);
    await first.engine.idle();
  }
  clock.advance(5 * HOUR_MS);
  await using second = await open();
  clock.advance(HOUR_MS);
  await second.engine.idle();
  expect(times(second.engine)).toEqual(['2026-01-01T01:00:00Z', '2026-01-01T07:00:00Z']);
});

test('An engine that opens at the very time starts the run, unless the one before it has.', async () => {
  using folder = temporaryFolder();
  const clock = at('2026-01-01T01:00:00Z');
  for (let life = 0; life < 3; life += 1) {
    await using setup = await openTestEngine(scheduled('f', '0 * * * *'), {
      clock,
      store: { path: folder.path('store.db') },
    });
    await setup.engine.idle();
    expect(times(setup.engine)).toEqual(['2026-01-01T01:00:00Z']);
  }
});

test('Two expressions of a function that name the same time start one run, and those of two functions two.', async () => {
  const clock = at('2026-01-01T00:10:00Z');
  await using setup = await openTestEngine(
    client => [...scheduled('f', '0 * * * *', '0 1 * * *')(client), ...scheduled('g', '0 * * * *')(client)],
    { clock },
  );
  clock.advance(HOUR_MS);
  await setup.engine.idle();
  expect(times(setup.engine, 'app-f')).toEqual(['2026-01-01T01:00:00Z']);
  expect(times(setup.engine, 'app-g')).toEqual(['2026-01-01T01:00:00Z']);
});

test('A clock that jumps over several times starts one run, and continues from there.', async () => {
  let now = Date.parse('2026-01-01T00:10:00Z');
  let ring = () => {};
  const clock = {
    now: () => now,
    wakeAt: (_: number, callback: () => void) => {
      ring = callback;
      return () => {};
    },
  };
  await using setup = await openTestEngine(scheduled('f', '0 * * * *'), { clock });
  now += 5 * HOUR_MS;
  ring();
  now += HOUR_MS;
  ring();
  await setup.engine.idle();
  expect(times(setup.engine)).toEqual(['2026-01-01T01:00:00Z', '2026-01-01T06:00:00Z']);
});

test('A function may be started by the clock, by events and by invoking it.', async () => {
  const clock = at('2026-01-01T00:10:00Z');
  await using setup = await openTestEngine(
    client => [
      client.createFunction(
        { id: 'f', triggers: [{ cron: '0 * * * *' }, { event: 'go' }] },
        async ({ event }) => event.name,
      ),
    ],
    { clock },
  );
  clock.advance(HOUR_MS);
  await setup.client.send({ name: 'go' });
  setup.engine.invoke('app-f');
  await setup.engine.idle();
  const outputs = setup.engine.listRuns().map(({ id }) => setup.engine.getRun(id).output);
  expect(outputs.toSorted()).toEqual(['go', 'inngest/function.invoked', 'inngest/scheduled.timer']);
});

test('An engine that is draining starts no more runs.', async () => {
  using folder = temporaryFolder();
  const clock = at('2026-01-01T00:10:00Z');
  const open = () =>
    openTestEngine(scheduled('f', '0 * * * *'), { clock, store: { path: folder.path('store.db') } });
  const first = await open();
  const draining = first.engine.drain();
  clock.advance(HOUR_MS);
  await draining;
  await using second = await open();
  expect(times(second.engine)).toEqual([]);
});

test('Jitter puts runs off by a part of it, always the same for a function and a time, and also past the end of an engine.', async () => {
  using folder = temporaryFolder();
  const clock = at('2026-01-01T00:30:00Z');
  const open = () =>
    openTestEngine(
      client =>
        ['f', 'g', 'h'].map(id =>
          client.createFunction(
            { id, triggers: [{ cron: '0 * * * *', jitter: '5m' }] },
            async ({ event }) => event.ts,
          ),
        ),
      { clock, store: { path: folder.path('store.db') } },
    );
  {
    await using first = await open();
    clock.advance(30 * 60_000);
    await first.engine.idle();
    expect(first.engine.listRuns({ status: 'queued' })).toHaveLength(3);
  }
  clock.advance(500);
  await using second = await open();
  await second.engine.idle();
  expect(second.engine.listRuns({ status: 'queued' })).toHaveLength(3);
  clock.advance(5 * 60_000);
  await second.engine.idle();
  const delays = second.engine.listRuns({ status: 'completed' }).map(({ id }) => {
    return Number(second.engine.getRun(id).output) - Date.parse('2026-01-01T01:00:00Z');
  });
  expect(new Set(delays).size).toBe(3);
  for (const delay of delays) {
    expect(delay).toBeGreaterThanOrEqual(1_000);
    expect(delay).toBeLessThan(5 * 60_000);
  }
});

test('However many runs sleep and crons are to come, two timers wait: one for the runs, one for the crons.', async () => {
  const clock = new CountingClock();
  await using setup = await openTestEngine(
    client => [
      ...scheduled('hourly', '0 * * * *')(client),
      ...scheduled('daily', 'TZ=Asia/Kolkata 0 9 * * *')(client),
      client.createFunction({ id: 'sleeper', triggers: [{ event: 'sleep' }] }, async ({ event, step }) => {
        await step.sleep('nap', `${(event.data as { readonly days: number }).days}d`);
      }),
    ],
    { clock },
  );
  await setup.client.send(
    Array.from({ length: 300 }, (_, n) => ({ name: 'sleep', data: { days: 1 + (n % 60) } })),
  );
  await setup.engine.idle();
  clock.advance(3 * 24 * HOUR_MS);
  await setup.engine.idle();
  expect(
    setup.engine.listRuns({ status: 'completed', functionId: 'app-sleeper', limit: 1_000 }),
  ).toHaveLength(15);
  expect(clock.most).toBe(2);
});
