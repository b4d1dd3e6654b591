import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFfmpeg } from '@variegate/runner';
import { type Fault, type FaultName, faults } from './faults.ts';
import { OwnNetwork } from './own-network.ts';
import { superviseParts } from './parts.ts';
import { Publications } from './publications.ts';
import type { Servers } from './servers.ts';
import { SmallFileSystem } from './small-file-system.ts';
import { type Place, Worker } from './worker.ts';

/** The outcome of a batch, and what was seen of it. */
export interface Observation {
  readonly fault: FaultName;
  /** `running` where it had not ended within the patience. */
  readonly status: string;
  readonly counts: Readonly<Record<string, number>> | null;
  /** From the request to the end of the batch, wall clock. */
  readonly seconds: number;
  /** Published files. */
  readonly files: number;
  /** Files that appeared more than once. */
  readonly publishedTwice: number;
  /** Renders that were begun beyond one for each variant. */
  readonly renderedAgain: number;
  /** Whether all workers that answer report the same status. */
  readonly agree: boolean;
  /** Digests of the ground truth, and of the manifest outside `run`. */
  readonly digests: Readonly<Record<'ground truth' | 'manifest', string | null>>;
  /** What is not as it has to be, in a few words each. */
  readonly problems: readonly string[];
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
  const fileSystem =
    fault.needs === 'small-file-system' ? await SmallFileSystem.mount(place.outputRoot) : null;
  const network =
    fault.needs === 'own-network'
      ? await OwnNetwork.open({ outerPorts: servers.ports, innerPort: servers.workerPorts[1] })
      : null;
  const workers = [
    new Worker(servers, place, servers.workerPorts[0], { isLate: fault.needs === 'late-clock' }),
    new Worker(servers, place, servers.workerPorts[1], { prefix: network === null ? [] : OwnNetwork.prefix }),
    new Worker(servers, place, servers.workerPorts[2]),
  ] as const;
  const batchId = `${name}-${randomUUID().slice(0, 8)}`;
  const inputs = servers.inputs.map((_, index) => `${index}.mp4`);
  const request = { batchId, outDir: batchId, inputs, count: variantsOfEach, preset: 'ultrafast', seed: 5 };
  const outDir = join(place.outputRoot, batchId);
  const publications = new Publications(outDir);
  try {
    await Promise.all(workers.map(worker => worker.start()));
    const startedMs = performance.now();
    await workers[0].ask('/batches', request);
    while ((await publications.files()).length < variantsOfEach / 2) await delay(100);
    const remark = await fault.happen({ servers, workers, request, network, fileSystem });
    const end = await waitForEnd(servers, workers[2], batchId);
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    const statuses = await Promise.all(workers.map(worker => statusAt(worker, batchId)));
    const seen = {
      ...{ fault: name, ...end, seconds, remark },
      digests: {
        'ground truth': await digestOf(join(outDir, 'ground_truth.csv')),
        manifest: await digestOfManifest(join(outDir, 'manifest.json')),
      },
      files: (await publications.files()).length,
      publishedTwice: publications.twice(),
      renderedAgain: await renderedAgain(place),
      agree: statuses.every(status => status === undefined || status === end.status),
    };
    return { ...seen, problems: problemsOf(seen, fault, undisturbed) };
  } finally {
    publications.close();
    await Promise.all(workers.map(worker => worker.end()));
    network?.close();
    fileSystem?.unmount();
    superviseParts(servers);
    await rm(place.folder, { recursive: true, force: true });
  }
}

/** What has to be so, whatever happened. */
function problemsOf(
  { status, counts, files, publishedTwice, agree, digests }: Omit<Observation, 'problems'>,
  { cancels }: Fault,
  undisturbed: Observation | null,
): readonly string[] {
  const { succeeded = 0, skipped = 0 } = counts ?? {};
  const expected = cancels === true ? 'cancelled' : 'completed';
  const problems = [
    status === expected ? '' : `is ${status}`,
    publishedTwice === 0 ? '' : `${publishedTwice} published twice`,
    agree ? '' : 'workers disagree',
    files === succeeded + skipped ? '' : `${files} files, ${succeeded + skipped} counted`,
  ];
  if (cancels !== true && undisturbed !== null) {
    const { succeeded: all, skipped: none } = { succeeded: 0, skipped: 0, ...undisturbed.counts };
    if (succeeded + skipped !== all + none) problems.push(`${succeeded + skipped} of ${all + none} made`);
    for (const [name, digest] of Object.entries(digests)) {
      if (digest !== undisturbed.digests[name as keyof typeof digests]) problems.push(`another ${name}`);
    }
  }
  return problems.filter(problem => problem !== '');
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

async function renderedAgain({ folder }: Place): Promise<number> {
  const lines = (await readFile(join(folder, 'renders'), 'utf8')).trim().split('\n');
  return lines.length - new Set(lines).size;
}

const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

const digestOf = (file: string): Promise<string | null> => readFile(file).then(digest, () => null);

/** Of what does not depend on the run. */
async function digestOfManifest(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const { run: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return digest(JSON.stringify(rest));
}
