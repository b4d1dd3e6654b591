import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseBenchEvent } from './bench-event-schema.ts';
import type { BenchmarkOptions } from './benchmark-options.ts';
import { benchmarkProcessingSpeed } from './benchmark-processing-speed.ts';
import type { BenchEvent } from './events.ts';
import { shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Command lines of living processes that name a folder; Linux only. */
async function commandLinesWith(folder: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map(pid => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter(line => line.includes(folder));
}

/** The least that can be measured. */
async function smallest(outDir: string): Promise<BenchmarkOptions> {
  return {
    input: await shortClip(),
    outDir,
    testVariants: 1,
    workers: [1],
    threads: [1],
    repeat: 1,
    level: 'light',
    measure: 'off',
  };
}

test('Configurations take turns after a warm-up, events are as documented, and nothing is left behind.', async () => {
  await using folder = await temporaryFolder();
  const events: BenchEvent[] = [];
  const summary = await benchmarkProcessingSpeed({
    ...(await smallest(path.join(folder.path, 'made', 'for-this'))),
    ...{ testVariants: 2, workers: [1, 2], repeat: 2, onEvent: event => events.push(event) },
  });
  for (const event of events) expect(parseBenchEvent(JSON.stringify(event))).toEqual(event);
  const reported = events.filter(event => event.type !== 'machine-busy');
  expect(reported.map(({ type }) => type)).toEqual([
    'bench-planned',
    'bench-warmed-up',
    ...Array(4).fill('bench-run'),
    'summary',
  ]);
  expect(summary.runs.map(({ name, round }) => `${round}: ${name}`)).toEqual([
    '1: 1 x 1 thread',
    '1: 2 x 1 thread',
    '2: 2 x 1 thread',
    '2: 1 x 1 thread',
  ]);
  for (const run of summary.runs) {
    expect(run.wallSeconds).toBeGreaterThan(0);
    expect(run.cpuSeconds).toBeGreaterThan(0);
    expect(run.peakMemoryBytes).toBeGreaterThan(run.renderPeakBytes ?? Number.NaN);
  }
  expect(summary.configurations.map(({ speedUp }) => speedUp !== null)).toEqual([true, true]);
  expect([1, 2]).toContain(summary.recommendedWorkers);
  expect(summary.bestSeconds).toBeGreaterThan(0);
  expect(await readdir(folder.path)).toEqual([]);
});

test('Every baseline that can be run here does the whole work, or says how much of it.', async () => {
  await using folder = await temporaryFolder();
  const baselines = [
    'one-after-another',
    'process-pool',
    'encode-per-transformation',
    'xargs',
    'parallel',
  ] as const;
  const summary = await benchmarkProcessingSpeed({
    ...(await smallest(folder.path)),
    ...{ testVariants: 2, baselines, baselineSeconds: 1 },
  });
  expect(summary.baselines.map(({ name }) => name)).toEqual(baselines);
  const [plain, , perTransformation, xargs, parallel] = summary.baselines;
  expect(plain).toMatchObject({ unavailable: null });
  expect(plain?.oursOverBaseline).toBeCloseTo(summary.bestSeconds / (plain?.wallSeconds ?? 0), 9);
  expect(perTransformation?.shareDone).toBeGreaterThan(0);
  for (const one of [xargs, parallel]) {
    if (one?.unavailable === null) expect(one.cpuSeconds).toBeGreaterThan(0);
    else expect(one?.unavailable).toContain('not installed');
  }
  expect(await readdir(folder.path)).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'A baseline that fails is reported, and our own measurements are kept.',
  async () => {
    await using folder = await temporaryFolder();
    const ffmpegPath = path.join(folder.path, 'ffmpeg');
    const script =
      '#!/bin/sh\ncase " $* " in *" ultrafast "*) echo "[error] no" >&2; exit 1;; esac\nexec ffmpeg "$@"\n';
    await writeFile(ffmpegPath, script);
    await chmod(ffmpegPath, 0o755);
    const summary = await benchmarkProcessingSpeed({
      ...(await smallest(folder.path)),
      ...{ ffmpegPath, baselines: ['encode-per-transformation', 'one-after-another'] },
    });
    const [failed, whole] = summary.baselines;
    expect(failed).toMatchObject({ unavailable: expect.stringContaining('failed'), wallSeconds: null });
    expect(whole).toMatchObject({ unavailable: null, shareDone: 1 });
    expect(summary.bestSeconds).toBeGreaterThan(0);
  },
);

test('What is saved is the recommendation, for auto to read.', async () => {
  await using folder = await temporaryFolder();
  const cacheFolder = path.join(folder.path, 'cache');
  const options = { ...(await smallest(folder.path)), save: true, cacheFolder };
  const { savedTo } = await benchmarkProcessingSpeed(options);
  expect(savedTo).toBe(path.join(cacheFolder, 'machine.json'));
  expect(JSON.parse(await readFile(savedTo ?? '', 'utf8'))).toMatchObject({
    best: [{ workers: 1, threads: 1 }],
  });
});

test('A benchmark that is stopped in the middle of a run leaves nothing behind.', async () => {
  await using folder = await temporaryFolder();
  const stop = new AbortController();
  const running = benchmarkProcessingSpeed({
    ...(await smallest(folder.path)),
    ...{ testVariants: 50, repeat: 5, baselines: ['xargs'], signal: stop.signal },
    onEvent: ({ type }) => {
      if (type === 'bench-warmed-up') setTimeout(() => stop.abort(), 300);
    },
  });
  await expect(running).rejects.toMatchObject({ code: 'BENCHMARK_CANCELLED' });
  expect(await readdir(folder.path)).toEqual([]);
});

test('A baseline that is stopped ends the processes that another program has started for it.', async () => {
  await using folder = await temporaryFolder();
  const stop = new AbortController();
  const running = benchmarkProcessingSpeed({
    ...(await smallest(folder.path)),
    ...{ testVariants: 3, baselines: ['xargs'], signal: stop.signal },
    onEvent: ({ type }) => {
      if (type === 'bench-run') setTimeout(() => stop.abort(), 50);
    },
  });
  await expect(running).rejects.toMatchObject({ code: 'BENCHMARK_CANCELLED' });
  expect(await readdir(folder.path)).toEqual([]);
  if (process.platform === 'linux') expect(await commandLinesWith(folder.path)).toEqual([]);
});

test.each([
  [{ testVariants: 0 }, 'testVariants must be a whole number from 1 to 1000, not 0.'],
  [{ workers: [] }, 'workers must be whole numbers from 1 to 1024, not [].'],
  [{ threads: [1.5] }, 'threads must be whole numbers from 1 to 64, not [1.5].'],
  [{ baselineSeconds: -1 }, 'baselineSeconds must be a number of seconds above 0, not -1.'],
])('Options %j are refused by name before anything starts.', async (options, message) => {
  await expect(benchmarkProcessingSpeed({ input: 'none.mp4', ...options })).rejects.toThrow(message);
});

test('A missing input is reported.', async () => {
  await using folder = await temporaryFolder();
  const input = path.join(folder.path, 'none.mp4');
  await expect(benchmarkProcessingSpeed({ input, outDir: folder.path })).rejects.toMatchObject({
    code: 'VARIANTS_INPUTS_UNUSABLE',
  });
  expect(await readdir(folder.path)).toEqual([]);
});
