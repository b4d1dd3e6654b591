import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFfmpeg } from '@variegate/runner';
import { type Fault, type FaultName, faults, type Target } from './faults.ts';
import { superviseParts } from './parts.ts';
import type { Servers } from './servers.ts';
import { type Place, Worker } from './worker.ts';

/** What became of a batch. */
export interface Observation {
  readonly fault: FaultName;
  /** `running` where it had not ended within the patience. */
  readonly status: string;
  readonly counts: Readonly<Record<string, number>> | null;
  /** From the request to the end of the batch, wall clock. */
  readonly seconds: number;
  /** Published files. */
  readonly files: number;
  /** Renders that were begun beyond one for each variant. */
  readonly renderedAgain: number;
  /** Workers that report the same status. */
  readonly agreeing: number;
  /** Digest of the ground truth. */
  readonly groundTruth: string | null;
  /** Whether it is that of the undisturbed run; `null` where there is none to compare with, or the batch was cancelled. */
  readonly isSame: boolean | null;
  readonly remark?: string | undefined;
}

const variantsOfEach = 8;
const patienceSeconds = 900;

/** Runs a batch, has a fault happen when some of it is made, and waits for its end. */
export async function observe(
  servers: Servers,
  name: FaultName,
  undisturbed: Observation | null,
): Promise<Observation> {
  const fault: Fault = faults[name];
  superviseParts(servers);
  const place = await openPlace(servers);
  const [a, b, c] = [7931, 7932, 7933].map(port => new Worker(servers, place, port));
  if (a === undefined || b === undefined || c === undefined) throw new Error('There are three workers.');
  const workers = [a, b, c] as const;
  const batchId = `${name}-${randomUUID().slice(0, 8)}`;
  const inputs = servers.inputs.map((_, index) => `${index}.mp4`);
  const request = { batchId, outDir: batchId, inputs, count: variantsOfEach, preset: 'ultrafast', seed: 5 };
  try {
    await Promise.all(workers.map(worker => worker.start()));
    const startedMs = performance.now();
    await a.ask('/batches', request);
    const outDir = join(place.outputRoot, batchId);
    while ((await videosIn(outDir)) < variantsOfEach / 2) await delay(200);
    const remark = await fault.happen({ servers, workers, request } satisfies Target);
    const end = await waitForEnd(servers, c, batchId);
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    const statuses = await Promise.all(workers.map(worker => statusAt(worker, batchId)));
    const groundTruth = await digestOf(join(outDir, 'ground_truth.csv'));
    const compared = undisturbed !== null && fault.cancels !== true;
    return {
      ...{ fault: name, ...end, seconds, groundTruth, remark },
      files: await videosIn(outDir),
      renderedAgain: await renderedAgain(place),
      agreeing: statuses.filter(status => status === end.status).length,
      isSame: compared ? groundTruth === undisturbed.groundTruth : null,
    };
  } finally {
    await Promise.all(workers.map(worker => worker.end()));
    superviseParts(servers);
    await rm(place.folder, { recursive: true, force: true });
  }
}

async function openPlace({ inputs }: Servers): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'variegate-server-faults-'));
  const place = {
    folder,
    inputRoot: join(folder, 'in'),
    outputRoot: join(folder, 'out'),
    ffmpegPath: join(folder, 'bin', 'ffmpeg'),
  };
  await mkdir(place.inputRoot);
  await mkdir(join(folder, 'bin'));
  for (const [index, input] of inputs.entries()) await copyFile(input, join(place.inputRoot, `${index}.mp4`));
  // The real one, and a line for each render that it begins: its command names the plan.
  const real = await findFfmpeg();
  const script = [
    '#!/bin/sh',
    `case " $* " in *"plan sha256:"*) printf '%s\\n' "$*" | sed 's/.*plan sha256:\\([0-9a-f]*\\).*/\\1/' >> '${join(folder, 'renders')}' ;; esac`,
    `exec '${real.path}' "$@"`,
  ];
  await writeFile(place.ffmpegPath, `${script.join('\n')}\n`, { mode: 0o755 });
  await writeFile(join(dirname(place.ffmpegPath), 'ffprobe'), `#!/bin/sh\nexec '${real.probePath}' "$@"\n`, {
    mode: 0o755,
  });
  return place;
}

async function waitForEnd(servers: Servers, worker: Worker, batchId: string) {
  let last: { readonly status?: string; readonly counts?: Observation['counts'] } = {};
  for (let tries = 0; tries < patienceSeconds; tries++) {
    superviseParts(servers);
    const answer = await worker.ask(`/runs/${batchId}`);
    if (answer?.status === 200) {
      const run = answer.body as typeof last & { readonly endedAt: string | null };
      last = run;
      if (run.endedAt !== null) break;
    }
    await delay(1000);
  }
  return { status: last.status ?? 'unknown', counts: last.counts ?? null };
}

async function statusAt(worker: Worker, batchId: string): Promise<string | undefined> {
  return ((await worker.ask(`/runs/${batchId}`))?.body as { readonly status?: string } | undefined)?.status;
}

const videosIn = (folder: string): Promise<number> =>
  readdir(folder).then(
    names => names.filter(name => name.endsWith('.mp4')).length,
    () => 0,
  );

async function renderedAgain({ folder }: Place): Promise<number> {
  const lines = (await readFile(join(folder, 'renders'), 'utf8')).trim().split('\n');
  return lines.length - new Set(lines).size;
}

const digestOf = (file: string): Promise<string | null> =>
  readFile(file).then(
    bytes => createHash('sha256').update(bytes).digest('hex').slice(0, 12),
    () => null,
  );
