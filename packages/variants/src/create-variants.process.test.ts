import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createVariants, type Progress, planVariants, readJournal, type VariegateEvent } from './index.ts';
import { shortClip } from './testing/clip.ts';
import { failingFfmpeg } from './testing/failing-ffmpeg.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const onPosix = process.platform !== 'win32';

test('Progress rises from 0 to 100 without a step back, and events report each variant once.', async () => {
  await using folder = await temporaryFolder();
  const events: VariegateEvent[] = [];
  const progress: Progress[] = [];
  const summary = await createVariants({
    input: await shortClip(),
    outDir: folder.path,
    count: 2,
    onEvent: event => events.push(event),
    onProgress: state => progress.push(state),
  });
  expect(summary).toMatchObject({ requested: 2, succeeded: 2, resultsError: null });
  expect(events[0]?.type).toBe('batch-planned');
  expect(events.at(-1)).toMatchObject({ ...summary, type: 'summary' });
  expect(events.filter(({ type }) => type === 'variant-succeeded')).toHaveLength(2);
  const percents = progress.map(({ percent }) => percent);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  expect(percents.at(-1)).toBe(100);
  const journal = await Array.fromAsync(readJournal(path.join(folder.path, 'journal.jsonl')));
  expect(journal.map(({ type }) => type)).toEqual([
    'batch-planned',
    'variant-succeeded',
    'variant-succeeded',
    'summary',
  ]);
});

test('What was learnt of the memory of renders is kept in the cache for the next run.', async () => {
  await using folder = await temporaryFolder();
  const cacheFolder = path.join(folder.path, 'cache');
  const options = { input: await shortClip(), outDir: path.join(folder.path, 'out'), cacheFolder };
  const learned = async () =>
    JSON.parse(await readFile(path.join(cacheFolder, 'learned-memory.json'), 'utf8'));
  await createVariants({ ...options, count: 1 });
  expect((await learned()).classes['libx264 veryfast']).toHaveLength(1);
  await createVariants({ ...options, count: 2 });
  expect((await learned()).classes['libx264 veryfast']).toHaveLength(2);
});

test.skipIf(!onPosix)(
  'A render that crashes once is tried again and succeeds, and the attempts are reported.',
  async () => {
    await using folder = await temporaryFolder();
    const events: VariegateEvent[] = [];
    const summary = await createVariants({
      input: await shortClip(),
      outDir: path.join(folder.path, 'out'),
      count: 1,
      ffmpegPath: await failingFfmpeg(folder.path, 'crashes', 1),
      onEvent: event => events.push(event),
    });
    expect(summary).toMatchObject({ succeeded: 1, failed: 0 });
    expect(summary.variants?.[0]).toMatchObject({ attempts: 2, error: null });
    expect(events.find(({ type }) => type === 'variant-retrying')).toMatchObject({
      attempt: 1,
      error: { code: 'RUNNER_CRASHED', retry: { kind: 'now' } },
    });
  },
);

test.skipIf(!onPosix)(
  'A render that keeps failing fails for good; the others are published, and the next run tries again.',
  async () => {
    await using folder = await temporaryFolder();
    const request = {
      input: await shortClip(),
      outDir: path.join(folder.path, 'out'),
      count: 2,
      maxWorkers: 1,
    };
    const failing = await failingFfmpeg(folder.path, 'says-no-space', 1);
    const summary = await createVariants({ ...request, retries: 0, ffmpegPath: failing });
    expect(summary).toMatchObject({ requested: 2, succeeded: 1, failed: 1 });
    const failed = summary.variants?.find(({ status }) => status === 'failed');
    expect(failed).toMatchObject({ attempts: 1, output: null, error: { code: 'RUNNER_NO_SPACE' } });
    const manifest = JSON.parse(await readFile(path.join(request.outDir, 'manifest.json'), 'utf8'));
    expect(manifest.variants.map(({ status }: { status: string }) => status).sort()).toEqual([
      'failed',
      'succeeded',
    ]);

    expect(await createVariants(request)).toMatchObject({ succeeded: 1, skipped: 1, failed: 0 });
  },
);

test.skipIf(!onPosix)('A render that is killed from outside comes back with more memory.', async () => {
  await using folder = await temporaryFolder();
  const summary = await createVariants({
    input: await shortClip(),
    outDir: path.join(folder.path, 'out'),
    count: 2,
    maxWorkers: 2,
    ffmpegPath: await failingFfmpeg(folder.path, 'is-killed', 1),
  });
  expect(summary).toMatchObject({ succeeded: 2, failed: 0 });
  expect(summary.variants?.map(({ attempts }) => attempts).sort()).toEqual([1, 2]);
});

test.skipIf(!onPosix)(
  'With failFast the first failure stops the run, and the rest counts as cancelled.',
  async () => {
    await using folder = await temporaryFolder();
    const summary = await createVariants({
      input: await shortClip(),
      outDir: path.join(folder.path, 'out'),
      count: 4,
      maxWorkers: 1,
      retries: 0,
      failFast: true,
      ffmpegPath: await failingFfmpeg(folder.path, 'crashes', 99),
    });
    expect(summary).toMatchObject({ requested: 4, succeeded: 0, failed: expect.any(Number) });
    // Another may have failed once before the first has failed in every form.
    expect([summary.failed, summary.cancelled].every(count => count >= 1)).toBe(true);
    expect(summary.failed + summary.cancelled).toBe(4);
  },
);

test('A signal that is aborted while planning or rendering rejects with its reason, after everything was cleaned up.', async () => {
  await using folder = await temporaryFolder();
  const reason = new Error('enough');
  const input = await shortClip();
  const planning = new AbortController();
  const outDir = path.join(folder.path, 'planned');
  const planned = createVariants({ input, outDir, count: 2, signal: planning.signal });
  setTimeout(() => planning.abort(reason), 5);
  await expect(planned).rejects.toBe(reason);
  const jobs = planVariants({ input, outDir, count: 2, signal: AbortSignal.abort(reason) });
  await expect(jobs).rejects.toBe(reason);

  const rendering = new AbortController();
  const types: string[] = [];
  const rendered = createVariants({
    ...{ input, outDir: path.join(folder.path, 'rendered'), count: 2, signal: rendering.signal },
    onEvent({ type }) {
      types.push(type);
      if (type === 'variant-started') rendering.abort(reason);
    },
  });
  await expect(rendered).rejects.toBe(reason);
  expect(types.at(-1)).toBe('summary');
  const names = await readdir(path.join(folder.path, 'rendered'), { recursive: true });
  expect(names.filter(name => /\.mp4$|tmp-/.test(name))).toEqual([]);
  // The folder is free again.
  const rest = await createVariants({ input, outDir: path.join(folder.path, 'rendered'), count: 1 });
  expect(rest).toMatchObject({ succeeded: 1 });
});

test('A drained run resolves with its summary.', async () => {
  await using folder = await temporaryFolder();
  const drain = new AbortController();
  const summary = await createVariants({
    ...{ input: await shortClip(), outDir: path.join(folder.path, 'out'), count: 3, maxWorkers: 1 },
    drainSignal: drain.signal,
    onEvent: ({ type }) => type === 'variant-started' && drain.abort(),
  });
  expect(summary).toMatchObject({ succeeded: 1, cancelled: 2 });
});

test('A signal that is aborted before the start leaves nothing behind and rejects.', async () => {
  await using folder = await temporaryFolder();
  const outDir = path.join(folder.path, 'out');
  const signal = AbortSignal.abort(new Error('not today'));
  await expect(createVariants({ input: await shortClip(), outDir, signal })).rejects.toBe(signal.reason);
  expect(await readdir(folder.path)).toEqual([]);
});
