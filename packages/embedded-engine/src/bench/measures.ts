import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Inngest, invoke, staticSchema } from 'inngest';

import { createEmbeddedEngine } from '../create-engine.ts';
import type { EmbeddedEngine } from '../embedded-engine.ts';
import { newId } from '../run/new-id.ts';
import type { Durability } from '../store/open-database.ts';
import { Store } from '../store/store.ts';
import { CountingClock } from '../testing/counting-clock.ts';
import { silentLogger } from '../testing/silent-logger.ts';

/** What a measure found, in the units its names say. */
export type Figures = Readonly<Record<string, number>>;

/** The measures, by name. Each is to be run in a separate process. */
export const MEASURES: Readonly<Record<string, () => Promise<Figures>>> = {
  'event to one step to done': () => measureLatency('process-crash'),
  'the same, every commit synced (power-loss)': () => measureLatency('power-loss'),
  '500 invoked children with two steps each': measureBatch,
  '10,000 runs of one step': measureThroughput,
  'opening a store of 100,000 finished runs': measureOpening,
  'a year of 10,000 sleeping runs and hourly crons': () => measureYear(10_000),
  'a year of 100,000 sleeping runs and hourly crons': () => measureYear(100_000),
};

async function measureLatency(durability: Durability): Promise<Figures> {
  return withEngine(durability, async ({ engine, client }) => {
    const times: number[] = [];
    for (let n = 0; n < 220; n += 1) {
      const begun = performance.now();
      const { ids } = await client.send({ name: 'one', data: { n } });
      await engine.waitForRun(runOf(engine, ids[0]));
      times.push(performance.now() - begun);
    }
    const sorted = times.slice(20).sort((a, b) => a - b);
    return { medianMs: sorted[100] ?? 0, p95Ms: sorted[190] ?? 0 };
  });
}

async function measureBatch(): Promise<Figures> {
  return withEngine('process-crash', async ({ engine, client }) => {
    const begun = performance.now();
    const { ids } = await client.send({ name: 'batch', data: { count: 500 } });
    const outcome = await engine.waitForRun(runOf(engine, ids[0]));
    if (outcome.status !== 'completed') throw new Error(JSON.stringify(outcome));
    return { seconds: (performance.now() - begun) / 1_000 };
  });
}

async function measureThroughput(): Promise<Figures> {
  return withEngine('process-crash', async ({ engine, client }) => {
    const begun = performance.now();
    for (let chunk = 0; chunk < 10; chunk += 1) {
      await client.send(Array.from({ length: 1_000 }, (_, n) => ({ name: 'one', data: { n } })));
    }
    await engine.idle();
    const seconds = (performance.now() - begun) / 1_000;
    const peakMegabytes = process.resourceUsage().maxRSS / 1_024; // Before the check below, which lists all of them.
    if (engine.listRuns({ status: 'completed', limit: 20_000 }).length !== 10_000)
      throw new Error('not all ran');
    return { seconds, peakMegabytes };
  });
}

async function measureOpening(): Promise<Figures> {
  return withFolder(async folder => {
    const path = join(folder, 'store.db');
    fill(path, 100_000);
    const { client, functions } = define();
    const begun = performance.now();
    await using engine = await createEmbeddedEngine({ client, functions, store: { path } });
    const seconds = (performance.now() - begun) / 1_000;
    if (engine.listRuns({ limit: 1 }).length !== 1) throw new Error('nothing in the store');
    return { seconds };
  });
}

const DAY_MS = 86_400_000;

/** Runs that sleep for up to a year, beside functions that the clock starts every hour, by a clock that shows that year. */
async function measureYear(runs: number): Promise<Figures> {
  return withFolder(async folder => {
    const client = new Inngest({ id: 'bench', logger: silentLogger });
    const sleeper = client.createFunction(
      { id: 'sleeper', triggers: [{ event: 'sleep' }] },
      async ({ event, step }) => {
        const { days } = event.data as { readonly days: number };
        await step.sleep('nap', `${days}d`);
      },
    );
    const hourly = ['UTC', 'Europe/Warsaw', 'Asia/Kolkata', 'America/New_York'].map((zone, n) =>
      client.createFunction(
        { id: `hourly-${n}`, triggers: [{ cron: `TZ=${zone} 0 * * * *` }] },
        async () => n,
      ),
    );
    const clock = new CountingClock();
    const store = { path: join(folder, 'store.db') };
    const functions = [sleeper, ...hourly];
    await using engine = await createEmbeddedEngine({ client, functions, store, clock });
    const begun = performance.now();
    for (let first = 0; first < runs; first += 1_000) {
      await client.send(
        Array.from({ length: 1_000 }, (_, n) => ({ name: 'sleep', data: { days: 1 + ((first + n) % 365) } })),
      );
      await engine.idle();
    }
    const asleep = performance.now();
    const asleepMegabytes = process.memoryUsage().rss / 2 ** 20;
    let [slept, crons] = [0, 0];
    for (let day = 0; day < 366; day += 1) {
      clock.advance(DAY_MS);
      await engine.idle();
      const today = engine.listRuns({ status: 'completed', limit: 100_000 });
      const since = clock.now() - DAY_MS;
      for (const { functionId, endedAt } of today) {
        if ((endedAt ?? 0) <= since) continue;
        if (functionId.endsWith('sleeper')) slept += 1;
        else crons += 1;
      }
    }
    if (slept !== runs) throw new Error(`${slept} of ${runs} runs have woken.`);
    return {
      secondsToSleep: (asleep - begun) / 1_000,
      asleepMegabytes,
      secondsForTheYear: (performance.now() - asleep) / 1_000,
      cronRuns: crons,
      timersAtMost: clock.most,
      peakMegabytes: process.resourceUsage().maxRSS / 1_024,
    };
  });
}

/** Fills a store with finished runs, each with its event and a step. */
function fill(path: string, runs: number): void {
  const store = new Store({ path, durability: 'process-crash' });
  const now = Date.now();
  store.transaction(() => {
    for (let n = 0; n < runs; n += 1) {
      const event = { id: newId(now), name: 'one', data: { n }, ts: now };
      const run = store.runs.insert({
        id: newId(now),
        function_id: 'bench-one',
        event_seq: store.events.insertNew(event, now),
        event_count: 1,
        position: now,
        concurrency_keys: '[]',
        parent_run_seq: null,
        parent_step_id: null,
        queued_at: now,
      });
      const step = { runSeq: run.seq, id: 'step', name: 'a', operation: 'StepRun' };
      store.steps.insert({ ...step, status: 'planned', grouped: false }, now);
      store.steps.finish(run.seq, 'step', { output: String(n) }, now, 1);
      store.runs.finish(run.seq, { status: 'completed', output: String(n), error: null, endedAt: now });
    }
  });
  store.close();
}

function define() {
  const client = new Inngest({ id: 'bench', logger: silentLogger });
  const one = client.createFunction({ id: 'one', triggers: [{ event: 'one' }] }, async ({ event, step }) =>
    step.run('a', () => Number((event.data as { n?: unknown }).n) + 1),
  );
  const child = client.createFunction(
    { id: 'child', triggers: [invoke(staticSchema<{ n: number }>())] },
    async ({ event, step }) => {
      const a = await step.run('a', () => event.data.n + 1);
      return step.run('b', () => a + 1);
    },
  );
  const batch = client.createFunction(
    { id: 'batch', triggers: [{ event: 'batch' }] },
    async ({ event, step }) => {
      const count = Number((event.data as { count?: unknown }).count);
      const numbers = await Promise.all(
        Array.from({ length: count }, (_, n) => step.invoke(`child-${n}`, { function: child, data: { n } })),
      );
      return numbers.length;
    },
  );
  return { client, functions: [one, child, batch] };
}

interface Bench {
  readonly engine: EmbeddedEngine;
  readonly client: Inngest;
}

async function withEngine(
  durability: Durability,
  measure: (bench: Bench) => Promise<Figures>,
): Promise<Figures> {
  return withFolder(async folder => {
    const { client, functions } = define();
    const store = { path: join(folder, 'store.db'), durability };
    await using engine = await createEmbeddedEngine({ client, functions, store });
    return await measure({ engine, client });
  });
}

async function withFolder(measure: (folder: string) => Promise<Figures>): Promise<Figures> {
  // A temporary folder may be memory, which no sync reaches: BENCH_FOLDER names one on a disk.
  const folder = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'engine-bench-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runOf(engine: EmbeddedEngine, eventId: string | undefined): string {
  return String(engine.listRuns({ eventId, limit: 1 })[0]?.id);
}
