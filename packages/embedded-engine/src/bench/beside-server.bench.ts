/**
 * Measures the engine beside an Inngest server in one run: `INNGEST_TEST_SERVER=URL pnpm run bench:server [runs...]`, with
 * `INNGEST_TEST_EVENT_KEY` and `INNGEST_TEST_SIGNING_KEY` where it has keys. Each count of runs, of two steps each, is started by
 * as many events on both; `INNGEST_TEST_SERVER_PID` names the server's process, whose memory is read on Linux.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

import { Inngest, type InngestFunction } from 'inngest';
import { createEmbeddedEngine } from '../create-engine.ts';
import { testServerKeys, testServerUrl } from '../testing/inngest-test-server.ts';
import { serveFunctions } from '../testing/serve-functions.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const mostMs = 3_600_000;
const perCall = 500;

if (testServerUrl === null) throw new Error('INNGEST_TEST_SERVER names no server.');
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [500, 10_000];
print(`Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown processor'}`);
for (const runs of counts) {
  const load = loadavg()[0]?.toFixed(1);
  const engine = await onEngine(runs);
  const server = await onServer(runs, testServerUrl);
  const memory = serverMegabytes();
  print(
    `${runs} runs of two steps: engine ${engine.toFixed(1)} s, server ${server.toFixed(1)} s, ` +
      `${(server / engine).toFixed(1)} times as long (load ${load}); server's memory at most: ${memory}`,
  );
}

async function onEngine(runs: number): Promise<number> {
  using folder = temporaryFolder();
  const { client, functions, seconds } = measured(runs, { id: 'bench-engine' });
  const store = { path: folder.path('store.db') };
  await using _engine = await createEmbeddedEngine({ client, functions, store });
  return await seconds();
}

async function onServer(runs: number, baseUrl: string): Promise<number> {
  const { client, functions, seconds } = measured(runs, { id: 'bench-server', ...testServerKeys, baseUrl });
  using _served = await serveFunctions(client, functions);
  return await seconds();
}

/** A function of two steps, and how long so many runs of it take, from the first event to the end of the last run. */
function measured(runs: number, options: ConstructorParameters<typeof Inngest>[0]) {
  const client = new Inngest({ ...options, logger: silentLogger });
  const ended = new Set<unknown>();
  const two: InngestFunction.Any = client.createFunction(
    { id: 'two', triggers: [{ event: 'two' }] },
    async ({ event, step }) => {
      const n = Number((event.data as { readonly n: number }).n);
      const a = await step.run('a', () => n + 1);
      const b = await step.run('b', () => a + 1);
      ended.add(n);
      return b;
    },
  );
  return {
    client,
    functions: [two],
    async seconds(): Promise<number> {
      const begun = performance.now();
      for (let first = 0; first < runs; first += perCall) {
        const own = Math.min(perCall, runs - first);
        await client.send(Array.from({ length: own }, (_, n) => ({ name: 'two', data: { n: first + n } })));
      }
      while (ended.size < runs) {
        if (performance.now() - begun > mostMs) throw new Error(`Only ${ended.size} of ${runs} runs ended.`);
        await delay(20);
      }
      return (performance.now() - begun) / 1_000;
    },
  };
}

function serverMegabytes(): string {
  const path = `/proc/${process.env['INNGEST_TEST_SERVER_PID'] ?? ''}/status`;
  const kilobytes = existsSync(path) ? /VmHWM:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
  return kilobytes === undefined ? 'unknown' : `${(Number(kilobytes) / 1_024).toFixed(0)} MB`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
