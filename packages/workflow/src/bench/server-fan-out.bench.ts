/**
 * Measures what a batch costs on an Inngest server besides rendering: `INNGEST_TEST_SERVER=URL pnpm run bench:server
 * [variants]`, with `INNGEST_TEST_EVENT_KEY` and `INNGEST_TEST_SIGNING_KEY` where it has keys. Two workers over connect make
 * 10,000 variants of one short clip, each "rendered" to a few bytes.
 */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readBatchSummary } from '../batch/read-batch-summary.ts';
import { harnessFolders } from '../conformance/test-harness.ts';
import { batchRequestedEvent } from '../events/sent-events.ts';
import { createWorkflowClient } from '../functions/create-workflow-client.ts';
import { shortClip } from '../testing/clip.ts';
import { testServerKeys, testServerUrl } from '../testing/inngest-test-server.ts';
import { runScript } from '../testing/run-script.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { benchAppId } from './bench-app-id.ts';

const variants = Number(process.argv[2] ?? 10_000);
const mostMs = 3_600_000;
if (testServerUrl === null) throw new Error('INNGEST_TEST_SERVER names no server.');
const folder = await mkdtemp(path.join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'workflow-bench-'));
try {
  const { inputRoot, outputRoot } = harnessFolders(folder);
  await mkdir(inputRoot);
  await copyFile(await shortClip(), path.join(inputRoot, 'short.mp4'));
  const script = new URL('trivial-worker.ts', import.meta.url);
  const workers = ['one', 'two'].map(name => runScript(script, testServerUrl ?? '', folder, name));
  for (const worker of workers) await nextLine(worker);
  const client = createWorkflowClient({
    ...{ id: 'workflow-bench-asks', ...testServerKeys, baseUrl: testServerUrl },
    ...{ logger: silentLogger, internalLogger: silentLogger },
  });
  const load = loadavg()[0]?.toFixed(1);
  const batchId = `bench-${process.pid}-${Date.now()}`;
  const begun = performance.now();
  await client.send(
    batchRequestedEvent(
      { batchId, outDir: 'out', inputs: ['short.mp4'], count: variants, only: ['colour'] },
      { appId: benchAppId },
    ),
  );
  const summary = await summaryOf({ outDir: path.join(outputRoot, 'out'), batchId });
  const seconds = (performance.now() - begun) / 1000;
  const used = await Promise.all(
    workers.map(async worker => {
      worker.child.kill('SIGTERM');
      return JSON.parse(await nextLine(worker)) as Readonly<Record<'memoryBytes' | 'cpuSeconds', number>>;
    }),
  );
  if (summary.succeeded !== variants) throw new Error(`Only ${summary.succeeded} of ${variants} succeeded.`);
  print(
    `Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'} (load ${load})`,
  );
  print(
    `${variants} variants: ${seconds.toFixed(1)} s, ${(variants / seconds).toFixed(1)} variants a second`,
  );
  for (const { memoryBytes, cpuSeconds } of used) {
    print(
      `a worker: ${(memoryBytes / 2 ** 20).toFixed(0)} MB at most, ${cpuSeconds.toFixed(1)} s of processor time`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function nextLine(worker: ReturnType<typeof runScript>): Promise<string> {
  const { value, done } = await worker.lines.next();
  if (done === true) throw new Error(`A worker has ended: ${(await worker.ended()).stderr}`);
  return value;
}

async function summaryOf(name: { readonly outDir: string; readonly batchId: string }) {
  const begun = performance.now();
  while (performance.now() - begun < mostMs) {
    const summary = await readBatchSummary(name).catch(() => null);
    if (summary !== null) return summary;
    await delay(1000);
  }
  throw new Error(`The batch has not ended within ${mostMs / 60_000} minutes.`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
