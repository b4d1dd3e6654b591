import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makeClip } from './testing/clip.ts';
import { progressOf } from './testing/progress-stream.ts';
import { postBatch, problemIn, startTestService, type TestService } from './testing/test-service.ts';
import { waitForRun } from './testing/wait-for-run.ts';

const request = { batchId: 'b', outDir: 'b', inputs: ['clip.mp4'], count: 3 };

/** Starts a service with a clip, asks it for a batch, and waits until a variant of it is being rendered. */
async function startRendering(settings: object, count: number): Promise<TestService> {
  const running = await startTestService({ ...settings });
  await makeClip(running.inputRoot);
  await postBatch(running.url, { ...request, count });
  for (;;) {
    const metrics = await (await fetch(`${running.url}/metrics`)).text();
    if (/^variegate_renders_running [1-9]/m.test(metrics)) return running;
    await delay(20);
  }
}

test('Progress comes live as server-sent events, from nothing to all, and never goes back.', async () => {
  await using running = await startTestService();
  await makeClip(running.inputRoot);
  const stream = progressOf(running.url, 'b');
  const first = stream.next();
  await postBatch(running.url, request);
  const percents: number[] = [];
  for (let next = await first; next.done !== true; next = await stream.next()) {
    expect(next.value.batchId).toBe('b');
    if (next.value.percent !== null) percents.push(next.value.percent);
    if (next.value.isFinal) break;
  }
  await stream.return();
  expect(percents).toEqual(percents.toSorted((one, other) => one - other));
  expect(percents.length).toBeGreaterThan(2);
  const run = await waitForRun(running.url, 'b');
  expect(run).toMatchObject({ status: 'completed', counts: { requested: 3, succeeded: 3 } });
  expect(run.summary?.variants).toHaveLength(3);
});

test('A cancelled batch ends soon, keeps what is published, and leaves the service as it was.', async () => {
  await using running = await startRendering({ maxWorkers: 1 }, 40);
  const answer = await fetch(`${running.url}/api/runs/b/cancel`, { method: 'POST' });
  expect(answer.status).toBe(202);
  const run = await waitForRun(running.url, 'b');
  const { requested = 0, succeeded = 0, cancelled = 0, failed, skipped } = run.counts ?? {};
  expect({ requested, failed, skipped }).toEqual({ requested: 40, failed: 0, skipped: 0 });
  expect(cancelled).toBeGreaterThan(0);
  expect(succeeded + cancelled).toBe(40);
  expect(run).toMatchObject({ status: 'cancelled', summary: { succeeded, cancelled } });
  const { runs } = (await (await fetch(`${running.url}/api/runs`)).json()) as { runs: object[] };
  expect(runs).toMatchObject([{ batchId: 'b', status: 'cancelled' }]);
  expect((await fetch(`${running.url}/api/runs/b/report`)).status).toBe(200);
  const again = await fetch(`${running.url}/api/runs/b/cancel`, { method: 'POST' });
  expect(await problemIn(again)).toMatchObject({ status: 409, code: 'BATCH_HAS_ENDED' });
  expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
});

test('A batch that is cancelled before its first variant is there is cancelled, and not completed.', async () => {
  // A floor that no disk is above keeps every variant waiting.
  await using running = await startTestService({ minFreeBytes: 2 ** 60 });
  await makeClip(running.inputRoot);
  await postBatch(running.url, request);
  await fetch(`${running.url}/api/runs/b/cancel`, { method: 'POST' });
  const run = await waitForRun(running.url, 'b');
  expect(run).toMatchObject({ status: 'cancelled', counts: { requested: 3, succeeded: 0, cancelled: 3 } });
});

test('Of many batches that are cancelled right after they were asked for, none runs on.', async () => {
  await using running = await startTestService({ minFreeBytes: 2 ** 60 });
  await makeClip(running.inputRoot);
  const names = Array.from({ length: 20 }, (_, index) => `b${index}`);
  for (const [index, name] of names.entries()) {
    await postBatch(running.url, { ...request, batchId: name, outDir: name });
    await delay(index);
    await fetch(`${running.url}/api/runs/${name}/cancel`, { method: 'POST' });
  }
  for (const name of names) {
    expect((await waitForRun(running.url, name)).counts).toMatchObject({ succeeded: 0, cancelled: 3 });
  }
});

test('What failed is tried again as a new batch, once its batch has ended.', async () => {
  await using running = await startRendering({ maxWorkers: 1 }, 2);
  const early = await fetch(`${running.url}/api/runs/b/retry`, { method: 'POST' });
  expect(await problemIn(early)).toMatchObject({ status: 409, code: 'BATCH_GOES_ON' });
  await waitForRun(running.url, 'b');
  const retried = await fetch(`${running.url}/api/runs/b/retry`, { method: 'POST' });
  expect(retried.status).toBe(202);
  const { batchId } = (await retried.json()) as { batchId: string };
  expect((await waitForRun(running.url, batchId)).counts).toMatchObject({
    requested: 2,
    skipped: 2,
    failed: 0,
  });
  const { runs } = (await (await fetch(`${running.url}/api/runs`)).json()) as { runs: { batchId: string }[] };
  expect(runs.map(run => run.batchId)).toEqual([batchId, 'b']);
});

test('A draining service says so, takes on nothing, finishes what runs, and then no longer answers.', async () => {
  await using running = await startRendering({ maxWorkers: 1 }, 3);
  const drained = running.service.drain();
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  const ready = await fetch(`${running.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(JSON.stringify(await ready.json())).toContain('takes on nothing more');
  const refused = await postBatch(running.url, { ...request, batchId: 'late', outDir: 'late' });
  expect(await problemIn(refused)).toMatchObject({ status: 503, code: 'DRAINING' });
  await drained;
  await expect(fetch(`${running.url}/healthz`)).rejects.toThrow('fetch failed');
  expect(running.log()).toContain('"msg":"service closed"');
});

test('A report is available once its batch has completed, and its link works once.', async () => {
  await using running = await startTestService();
  await makeClip(running.inputRoot);
  await postBatch(running.url, { ...request, count: 1 });
  const link = () => fetch(`${running.url}/api/runs/b/report-link`, { method: 'POST' });
  await waitForRun(running.url, 'b');
  const { url } = (await (await link()).json()) as { url: string };
  // What shows where a link leads, as chats do, asks for its head alone.
  expect((await fetch(`${running.url}${url}`, { method: 'HEAD' })).status).toBe(200);
  const page = await fetch(`${running.url}${url}`);
  expect(page.headers.get('content-security-policy')).toContain('sandbox');
  expect(await page.text()).toContain('clip');
  expect((await fetch(`${running.url}${url}`)).status).toBe(404);
});

test('A batch that waits for disk space says so while it waits, to whoever asks and to whoever follows.', async () => {
  await using running = await startTestService({ minFreeBytes: Number.MAX_SAFE_INTEGER });
  await makeClip(running.inputRoot);
  const waiting = [{ code: 'VARIANTS_DISK_SPACE_LOW', message: expect.stringContaining('bytes of disk') }];
  await postBatch(running.url, request);
  const answer = await (await fetch(`${running.url}/api/runs/b`)).json();
  expect(answer).toMatchObject({ endedAt: null, waiting });
  const { runs } = (await (await fetch(`${running.url}/api/runs`)).json()) as { runs: unknown[] };
  expect(runs).toMatchObject([{ batchId: 'b', waiting }]);
  for await (const progress of progressOf(running.url, 'b')) {
    if (progress.waiting.length === 0) continue;
    expect(progress).toMatchObject({ isFinal: false, waiting });
    break;
  }
  expect(running.log()).toContain('batch waits');
  await fetch(`${running.url}/api/runs/b/cancel`, { method: 'POST' });
  expect(await waitForRun(running.url, 'b')).toMatchObject({ status: 'cancelled', waiting: [] });
});

test('A published variant has a picture, by its id alone, and what is listed can be narrowed.', async () => {
  await using running = await startTestService();
  await makeClip(running.inputRoot);
  await postBatch(running.url, { ...request, count: 1 });
  const { summary, progress } = await waitForRun(running.url, 'b');
  const id = summary?.variants?.[0]?.id ?? '';
  expect(progress?.published).toEqual([{ id, output: summary?.variants?.[0]?.output }]);
  const pictures = `${running.url}/api/runs/b/thumbnails`;
  const picture = await fetch(`${pictures}/${id}`);
  expect(picture.headers.get('content-type')).toBe('image/jpeg');
  expect([...new Uint8Array(await picture.arrayBuffer()).subarray(0, 2)]).toEqual([0xff, 0xd8]);
  for (const other of ['f'.repeat(64), id.slice(1), '..%2f..%2f..%2fetc%2fpasswd', `${id}.json`])
    expect((await fetch(`${pictures}/${other}`)).status).toBe(404);
  const elsewhere = { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } };
  expect((await fetch(`${pictures}/${id}`, elsewhere)).status).toBe(403);

  await postBatch(running.url, { batchId: 'c', outDir: 'c', inputsFile: 'none.txt' });
  await waitForRun(running.url, 'c');
  const list = async (query: string) => {
    const answer = (await (await fetch(`${running.url}/api/runs?${query}`)).json()) as {
      readonly runs: readonly { readonly batchId: string }[];
      readonly next: string | null;
    };
    return [answer.runs.map(({ batchId }) => batchId), answer.next];
  };
  expect(await list('')).toEqual([['c', 'b'], null]);
  expect(await list('limit=1')).toEqual([['c'], 'c']);
  expect(await list('limit=1&before=c')).toEqual([['b'], null]);
  expect(await list('status=failed')).toEqual([['c'], null]);
  expect(await list('status=with-failures&search=B')).toEqual([[], null]);
  expect(await list('search=B')).toEqual([['b'], null]);
  expect(await list('status=open')).toEqual([[], null]);
  expect((await fetch(`${running.url}/api/runs?status=lost`)).status).toBe(400);
});
