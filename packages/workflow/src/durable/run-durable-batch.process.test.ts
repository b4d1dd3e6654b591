import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { planVariants, type VariegateEvent } from '@variegate/variants';
import { jobInForm } from '@variegate/variants/internal';
import { expect, test } from 'vitest';
import { shortClip } from '../testing/clip.ts';
import { scriptedFfmpeg } from '../testing/scripted-ffmpeg.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type DurableBatchOptions, runDurableBatch } from './run-durable-batch.ts';

const drawing = { only: ['colour'], level: 'light', preset: 'ultrafast', measure: 'off' } as const;

/** The kinds of the events about each variant, in order, without what only shows how far it has come. */
function courses(events: readonly VariegateEvent[]): Readonly<Record<string, readonly string[]>> {
  const reported: Record<string, string[]> = {};
  for (const event of events) {
    if (!('source' in event) || !('index' in event) || event.type === 'variant-progress') continue;
    const key = `${path.basename(event.source)} ${event.index}`;
    reported[key] = [...(reported[key] ?? []), event.type.replace('variant-', '')];
  }
  return reported;
}

test.skipIf(process.platform === 'win32')(
  'The events of a batch come in order: its size, the course of each variant, and the summary last.',
  async () => {
    await using folder = await temporaryFolder();
    const ffmpeg = await scriptedFfmpeg(folder.path);
    const clip = await shortClip();
    const corrupt = path.join(folder.path, 'corrupt.mp4');
    await writeFile(corrupt, 'not a video at all');
    const outDir = path.join(folder.path, 'out');
    const [doomed, flaky] = await planVariants({ ...drawing, input: clip, outDir, count: 3 });
    if (doomed === undefined || flaky === undefined) throw new Error('no plans');
    await ffmpeg.crash(doomed.planDigest);
    await ffmpeg.crash(jobInForm(doomed, 'lighter').planDigest);
    await ffmpeg.fillDisk(flaky.planDigest, 2);

    const events: VariegateEvent[] = [];
    const percents: number[] = [];
    const summary = await runDurableBatch({
      ...{ ...drawing, inputs: [clip, corrupt], outDir, ffmpegPath: ffmpeg.path, count: 3 },
      onEvent: event => events.push(event),
      onProgress: ({ percent }) => percents.push(percent),
    });
    expect(summary).toMatchObject({ requested: 6, succeeded: 2, failed: 4, skipped: 0, cancelled: 0 });
    const kinds = events.map(({ type }) => type).filter(type => type !== 'admission');
    expect(kinds[0]).toBe('batch-planned');
    expect(kinds.at(-1)).toBe('summary');
    expect(kinds.filter(type => type === 'input-unusable')).toHaveLength(1);
    const again = ['started', 'retrying'];
    expect(courses(events)).toEqual({
      'short.mp4 1': [...again, ...again, ...again, ...again, ...again, 'started', 'failed'],
      'short.mp4 2': [...again, ...again, 'started', 'succeeded'],
      'short.mp4 3': ['started', 'succeeded'],
      'corrupt.mp4 1': ['failed'],
      'corrupt.mp4 2': ['failed'],
      'corrupt.mp4 3': ['failed'],
    });
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
  },
);

test('A batch that was drained continues where it stopped, reports all of it, and is busy for another process meanwhile.', async () => {
  await using folder = await temporaryFolder();
  const outDir = path.join(folder.path, 'out');
  const drain = new AbortController();
  const options: DurableBatchOptions = {
    ...{ ...drawing, inputs: [await shortClip()], outDir, count: 4, maxWorkers: 1 },
  };
  let other: Promise<unknown> | null = null;
  const first = await runDurableBatch({
    ...options,
    drainSignal: drain.signal,
    onEvent({ type }) {
      if (type === 'variant-started') other ??= runDurableBatch(options).catch((error: unknown) => error);
      if (type === 'variant-succeeded') drain.abort();
    },
  });
  expect(await other).toMatchObject({ code: 'ENGINE_STORE_BUSY' });
  expect(first.succeeded).toBeGreaterThanOrEqual(1);
  expect(first.succeeded + first.cancelled).toBe(4);

  const events: VariegateEvent[] = [];
  const second = await runDurableBatch({ ...options, onEvent: event => events.push(event) });
  expect(second).toMatchObject({ requested: 4, succeeded: 4, failed: 0, skipped: 0, cancelled: 0 });
  const count = (kind: string) => events.filter(({ type }) => type === kind).length;
  expect(count('variant-succeeded')).toBe(4);
  expect(count('variant-started')).toBe(first.cancelled);
  expect(count('batch-planned')).toBe(1);
  expect(await readdir(path.join(outDir, '.variegate', 'batches'))).toEqual([]);
  expect(await runDurableBatch(options)).toMatchObject({ succeeded: 0, skipped: 4 });
});

test('With failFast the first failure cancels the batch, and the rest counts as cancelled.', async () => {
  await using folder = await temporaryFolder();
  const ffmpeg = await scriptedFfmpeg(folder.path);
  const clip = await shortClip();
  const outDir = path.join(folder.path, 'out');
  const count = 24;
  const jobs = await planVariants({ ...drawing, input: clip, outDir, count });
  for (const job of jobs) {
    await ffmpeg.crash(job.planDigest);
    await ffmpeg.crash(jobInForm(job, 'lighter').planDigest);
  }
  const summary = await runDurableBatch({
    ...{ ...drawing, inputs: [clip], outDir, ffmpegPath: ffmpeg.path, count },
    ...{ maxWorkers: 1, retries: 0, failFast: true },
  });
  expect(summary.failed).toBeGreaterThanOrEqual(1);
  // What has failed is tried first, so that most of the others have not begun when the batch is cancelled.
  expect(summary.cancelled).toBeGreaterThanOrEqual(count / 2);
  expect(summary.failed + summary.cancelled).toBe(count);
  expect(await readdir(path.join(outDir, '.variegate', 'cancel'))).toEqual([]);
});
