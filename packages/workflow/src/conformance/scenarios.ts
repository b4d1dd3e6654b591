import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { planVariants, readJournal, type Summary } from '@variegate/variants';
import { jobInForm, outputFolderAt, readRecord } from '@variegate/variants/internal';
import { expect } from 'vitest';
import { readBatchSummary } from '../batch/read-batch-summary.ts';
import { batchCancelEvent, batchRequestedEvent } from '../events/sent-events.ts';
import type { BatchRequest } from '../request/batch-request.ts';
import { retryFailedRequest } from '../request/retry-failed-request.ts';
import { shortClip } from '../testing/clip.ts';
import { countHanging } from '../testing/scripted-ffmpeg.ts';
import { type TestHarness, until } from './test-harness.ts';

/** A behaviour of the workflow that must be the same on every engine. */
export interface Scenario {
  /** A full sentence: what is to be seen. */
  readonly title: string;
  play(harness: TestHarness): Promise<void>;
}

const drawing = { only: ['colour'], level: 'light', preset: 'ultrafast', measure: 'off' } as const;

/** A request with its own output folder and name. */
function requestFor(inputs: readonly string[], more: Partial<BatchRequest> = {}): BatchRequest {
  const name = randomUUID().slice(0, 13);
  return { batchId: name, outDir: name, inputs, count: 3, ...drawing, ...more };
}

/** Puts a copy of the clip among the inputs, other in its bytes than every other. */
async function addClip({ inputRoot }: TestHarness): Promise<string> {
  const name = `${randomUUID().slice(0, 8)}.mp4`;
  await copyFile(await shortClip(), path.join(inputRoot, name));
  // Bytes after the end of the last box change nothing but the digest.
  const free = Buffer.alloc(24);
  free.writeUInt32BE(free.length, 0);
  free.write('free', 4);
  free.write(name, 8);
  await writeFile(path.join(inputRoot, name), free, { flag: 'a' });
  return name;
}

async function planned({ inputRoot, outputRoot }: TestHarness, clip: string, request: BatchRequest) {
  const { batchId: _, inputs: __, count = 3, recursive: ___, distractors: ____, ...rest } = request;
  const { inputsFile: _1, priority: _2, retryFailed: _3, ...options } = rest;
  return planVariants({
    ...options,
    input: path.join(inputRoot, clip),
    outDir: path.join(outputRoot, request.outDir),
    count: count,
  });
}

const placeOf = ({ outputRoot }: TestHarness, { outDir, batchId }: BatchRequest) => ({
  outDir: path.join(outputRoot, outDir),
  batchId,
});

async function summaryOf(harness: TestHarness, request: BatchRequest): Promise<Summary> {
  const summary = await readBatchSummary(placeOf(harness, request));
  if (summary === null) throw new Error('There is no summary.');
  return summary;
}

const counts = ({ requested, succeeded, failed, skipped, cancelled }: Summary) => ({
  ...{ requested, succeeded, failed, skipped, cancelled },
});

async function filesIn(harness: TestHarness, request: BatchRequest): Promise<readonly string[]> {
  return (await readdir(placeOf(harness, request).outDir)).sort();
}

/** Every behaviour that the embedded engine and a server share. */
export const scenarios: readonly Scenario[] = [
  {
    title: 'A batch renders each variant once, folds the results in, and reports counts and the manifest.',
    async play(harness) {
      const clip = await addClip(harness);
      const request = requestFor([clip]);
      await harness.send(batchRequestedEvent(request));
      const { outDir } = placeOf(harness, request);
      const { name, data } = await harness.end(request.batchId);
      expect(name).toBe('variegate/batch.completed');
      expect(data).toMatchObject({
        ...{
          batchId: request.batchId,
          outDir,
          requested: 3,
          succeeded: 3,
          failed: 0,
          skipped: 0,
          cancelled: 0,
        },
        manifest: path.join(outDir, 'manifest.json'),
      });
      const manifest = JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8'));
      expect(manifest.variants.map((row: { status: string }) => row.status)).toEqual(
        Array(3).fill('succeeded'),
      );
      const files = await filesIn(harness, request);
      expect(files.filter(file => file.endsWith('.mp4'))).toHaveLength(3);
      expect(files).toEqual(expect.arrayContaining(['ground_truth.csv', 'journal.jsonl', 'manifest.json']));
      await until('the events of all variants', () =>
        harness.heard(request.batchId).length === 4 ? true : undefined,
      );
    },
  },
  {
    title:
      'A batch with a corrupt source, a chain that always fails and one that fails twice ends with a true summary.',
    async play(harness) {
      const clip = await addClip(harness);
      const corrupt = `${randomUUID().slice(0, 8)}.mp4`;
      await writeFile(path.join(harness.inputRoot, corrupt), 'not a video at all');
      const request = requestFor([clip, corrupt]);
      const [doomed, flaky, fine] = await planned(harness, clip, request);
      if (doomed === undefined || flaky === undefined || fine === undefined) throw new Error('no plans');
      await harness.ffmpeg.crash(doomed.planDigest);
      await harness.ffmpeg.crash(jobInForm(doomed, 'lighter').planDigest);
      await harness.ffmpeg.fillDisk(flaky.planDigest, 2);

      await harness.send(batchRequestedEvent(request));
      expect((await harness.end(request.batchId)).data).toMatchObject({ succeeded: 2, failed: 4 });
      const summary = await summaryOf(harness, request);
      expect(counts(summary)).toEqual({ requested: 6, succeeded: 2, failed: 4, skipped: 0, cancelled: 0 });
      expect(summary.variants?.map(({ status, attempts, error }) => [status, attempts, error?.code])).toEqual(
        [
          ['failed', 2, 'RUNNER_CRASHED'],
          ['succeeded', 3, undefined],
          ['succeeded', 1, undefined],
          ...Array(3).fill(['failed', 0, 'INSPECT_MEDIA_UNUSABLE']),
        ],
      );
      // A crash is tried once more: two as requested, two plain, two lighter.
      const begun = await harness.ffmpeg.begun();
      const times = (digest: string) => begun.filter(each => each === digest).length;
      expect(times(doomed.planDigest)).toBe(4);
      expect(times(jobInForm(doomed, 'lighter').planDigest)).toBe(2);
      expect(times(flaky.planDigest)).toBe(3);
      expect(times(fine.planDigest)).toBe(1);

      const { outDir } = placeOf(harness, request);
      const journal = await Array.fromAsync(readJournal(path.join(outDir, 'journal.jsonl')));
      expect(journal.map(({ type }) => type)).toEqual([
        'batch-planned',
        'variant-failed',
        'variant-succeeded',
        'variant-succeeded',
        'input-unusable',
        ...Array(3).fill('variant-failed'),
        'summary',
      ]);
      const heard = await until('every event', () => {
        const all = harness.heard(request.batchId);
        return all.length === 4 ? all : undefined;
      });
      expect(heard.map(({ name }) => name).sort()).toEqual([
        'variegate/batch.completed',
        'variegate/variant.completed',
        'variegate/variant.completed',
        'variegate/variant.failed',
      ]);
      expect(heard.find(({ name }) => name === 'variegate/variant.failed')?.data).toMatchObject({
        ...{ id: doomed.id, index: 1, error: { code: 'RUNNER_CRASHED' } },
      });
    },
  },
  {
    title:
      'A chain that only plain filters can render is published plain, one that none can lighter, and both are reported.',
    async play(harness) {
      const clip = await addClip(harness);
      const request = requestFor([clip], { retries: 0, count: 1 });
      const [job] = await planned(harness, clip, request);
      if (job === undefined) throw new Error('no plan');
      await harness.ffmpeg.crash(job.planDigest, 1);
      await harness.send(batchRequestedEvent(request));
      await harness.end(request.batchId);
      const plain = jobInForm(job, 'plain');
      const [row] = (await summaryOf(harness, request)).variants ?? [];
      expect(row).toMatchObject({ status: 'succeeded', id: plain.id, output: plain.output });
      const folder = outputFolderAt(placeOf(harness, request).outDir);
      expect((await readRecord(folder, plain.id))?.settings.plainGraph).toBe(true);
      expect((await readRecord(folder, job.id))?.status).toBe('failed');

      const other = requestFor([clip], { retries: 0, count: 1, seed: 1 });
      const [heavy] = await planned(harness, clip, other);
      if (heavy === undefined) throw new Error('no plan');
      await harness.ffmpeg.crash(heavy.planDigest);
      await harness.send(batchRequestedEvent(other));
      await harness.end(other.batchId);
      const lighter = jobInForm(heavy, 'lighter');
      const [lighterRow] = (await summaryOf(harness, other)).variants ?? [];
      expect(lighterRow).toMatchObject({ status: 'succeeded', id: lighter.id });
      const record = await readRecord(outputFolderAt(placeOf(harness, other).outDir), lighter.id);
      expect(record?.plan.steps).toHaveLength(Math.ceil(heavy.plan.steps.length / 2));
      const events = await until('the event of the variant', () =>
        harness.heard(other.batchId).find(({ name }) => name === 'variegate/variant.completed'),
      );
      expect(events.data).toMatchObject({ graph: 'lighter', id: lighter.id });
    },
  },
  {
    title:
      'A batch that is sent again is the same run, and another one of the same name gets the run that has the name.',
    async play(harness) {
      const clip = await addClip(harness);
      const request = requestFor([clip], { count: 2 });
      const event = batchRequestedEvent(request);
      await harness.send(event);
      await harness.send(event);
      await harness.send({ name: event.name, data: event.data });
      await harness.end(request.batchId);
      expect(counts(await summaryOf(harness, request))).toMatchObject({ requested: 2, succeeded: 2 });
      const digests = (await planned(harness, clip, request)).map(job => job.planDigest);
      const begun = await harness.ffmpeg.begun();
      expect(digests.map(digest => begun.filter(each => each === digest).length)).toEqual([1, 1]);
      const ends = harness.heard(request.batchId).filter(({ name }) => name === 'variegate/batch.completed');
      expect(ends).toHaveLength(1);
    },
  },
  {
    title: 'What failed can be tried again as a new run, which skips existing variants.',
    async play(harness) {
      const clip = await addClip(harness);
      const request = requestFor([clip], { retries: 0 });
      const [doomed] = await planned(harness, clip, request);
      if (doomed === undefined) throw new Error('no plan');
      await harness.ffmpeg.crash(doomed.planDigest, 2);
      await harness.ffmpeg.crash(jobInForm(doomed, 'lighter').planDigest, 1);
      await harness.send(batchRequestedEvent(request));
      await harness.end(request.batchId);
      expect(counts(await summaryOf(harness, request))).toMatchObject({ succeeded: 2, failed: 1 });

      const again = retryFailedRequest(request);
      await harness.send(batchRequestedEvent(again));
      await harness.end(again.batchId);
      expect(counts(await summaryOf(harness, again))).toEqual({
        ...{ requested: 3, succeeded: 1, failed: 0, skipped: 2, cancelled: 0 },
      });
    },
  },
  {
    title: 'A cancelled batch has no ffmpeg left within five seconds, and reports what was cancelled.',
    async play(harness) {
      const clip = await addClip(harness);
      const request = requestFor([clip], { count: 4 });
      const jobs = await planned(harness, clip, request);
      for (const job of jobs) await harness.ffmpeg.hang(job.planDigest);
      await harness.send(batchRequestedEvent(request));
      await until('a render that hangs', async () => {
        const begun = await harness.ffmpeg.begun();
        const hasBegun = jobs.some(job => begun.includes(job.planDigest));
        return hasBegun && (await countHanging(harness.ffmpeg)) > 0 ? true : undefined;
      });
      // The function that waits for the event begins with the batch; it has begun when a render has.
      const askedAt = performance.now();
      await harness.send(batchCancelEvent(request.batchId));
      await until('the end of every ffmpeg', async () =>
        (await countHanging(harness.ffmpeg)) === 0 ? true : undefined,
      );
      expect(performance.now() - askedAt).toBeLessThan(5000);
      await harness.end(request.batchId);
      expect(counts(await summaryOf(harness, request))).toEqual({
        ...{ requested: 4, succeeded: 0, failed: 0, skipped: 0, cancelled: 4 },
      });
    },
  },
  {
    title: 'A batch that is cancelled while it is planned ends at once.',
    async play(harness) {
      const clips: string[] = [];
      while (clips.length < 40) clips.push(await addClip(harness));
      const request = requestFor(clips, { count: 1 });
      const { outDir, batchId } = placeOf(harness, request);
      await harness.send(batchRequestedEvent(request));
      await until('planning', async () =>
        existsSync(path.join(outDir, '.variegate', 'batches', batchId, 'batch.json')) ? true : undefined,
      );
      const askedAt = performance.now();
      await harness.send(batchCancelEvent(batchId));
      await harness.end(batchId);
      // The engine's first wait between two tries is longer.
      expect(performance.now() - askedAt).toBeLessThan(15_000);
      expect(counts(await summaryOf(harness, request))).toEqual({
        ...{ requested: 40, succeeded: 0, failed: 0, skipped: 0, cancelled: 40 },
      });
    },
  },
  {
    title:
      'Inputs and outputs that lie outside their roots, by name or by a link, are refused with their reason.',
    async play(harness) {
      const clip = await addClip(harness);
      const outside = requestFor(['../../etc/hostname']);
      const folderOutside = requestFor([clip], { outDir: '../elsewhere' });
      const link = `${randomUUID().slice(0, 8)}.mp4`;
      await symlink(await shortClip(), path.join(harness.inputRoot, link));
      const linked = requestFor([link]);
      for (const request of [outside, folderOutside, linked])
        await harness.send(batchRequestedEvent(request));
      expect(await harness.end(outside.batchId)).toMatchObject({
        ...{ name: 'variegate/batch.failed', data: { error: { code: 'WORKFLOW_PATH_OUTSIDE_ROOT' } } },
      });
      expect(await harness.end(folderOutside.batchId)).toMatchObject({
        ...{ name: 'variegate/batch.failed', data: { error: { code: 'RUNNER_OUTPUT_OUTSIDE_ROOT' } } },
      });
      expect((await harness.end(linked.batchId)).data).toMatchObject({ requested: 3, failed: 3 });
      const [row] = (await summaryOf(harness, linked)).variants ?? [];
      expect(row?.error?.code).toBe('RUNNER_INPUT_UNUSABLE');
    },
  },
  {
    title: 'Inputs named in a file are found beside it, and a file that names none refuses the batch.',
    async play(harness) {
      const clips = [await addClip(harness), await addClip(harness)];
      const list = `${randomUUID().slice(0, 8)}.txt`;
      await writeFile(path.join(harness.inputRoot, list), `${clips.join('\r\n')}\n\n`);
      const { inputs: _, ...rest } = requestFor([], { count: 1 });
      await harness.send(batchRequestedEvent({ ...rest, inputsFile: list }));
      expect((await harness.end(rest.batchId)).data).toMatchObject({ requested: 2, succeeded: 2 });

      const empty = `${randomUUID().slice(0, 8)}.txt`;
      await writeFile(path.join(harness.inputRoot, empty), '\n');
      const { inputs: __, ...other } = requestFor([]);
      await harness.send(batchRequestedEvent({ ...other, inputsFile: empty }));
      expect((await harness.end(other.batchId)).data).toMatchObject({
        error: { code: 'WORKFLOW_BATCH_SIZE' },
      });
    },
  },
  {
    title:
      'Events that are not requests are refused, those with a name with the field that is wrong, and nothing else stops.',
    async play(harness) {
      const clip = await addClip(harness);
      const name = 'variegate/batch.requested';
      await harness.send({ name, data: { colour: 'red' } });
      const { batchId, ...rest } = requestFor([clip], { count: 1 });
      await harness.send({ name, data: { ...rest, batchId, colour: 'red' } });
      const refused = await harness.end(batchId);
      expect(refused.name).toBe('variegate/batch.failed');
      expect(JSON.stringify(refused.data)).toContain('colour');
      expect(await readdir(harness.outputRoot)).not.toContain(rest.outDir);

      const list = `${randomUUID().slice(0, 8)}.txt`;
      await writeFile(path.join(harness.inputRoot, list), 'a.mp4\n'.repeat(100_001));
      const { inputs: _, ...large } = requestFor([]);
      await harness.send(batchRequestedEvent({ ...large, inputsFile: list }));
      expect((await harness.end(large.batchId)).data).toMatchObject({
        error: { code: 'WORKFLOW_BATCH_SIZE', message: 'A batch has at most 100000 inputs.' },
      });

      const fine = requestFor([clip], { count: 1 });
      await harness.send(batchRequestedEvent(fine));
      expect((await harness.end(fine.batchId)).data).toMatchObject({ requested: 1, succeeded: 1 });
    },
  },
];

/** Makes the folders that scenarios expect. */
export async function furnish({
  inputRoot,
  outputRoot,
}: Pick<TestHarness, 'inputRoot' | 'outputRoot'>): Promise<void> {
  await mkdir(inputRoot, { recursive: true });
  await mkdir(outputRoot, { recursive: true });
}
