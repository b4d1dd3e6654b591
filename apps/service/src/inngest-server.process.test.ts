import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReadBatch } from './http/read-batch.ts';
import { makeClip } from './testing/clip.ts';
import { testServerKeys, testServerUrl } from './testing/inngest-test-server.ts';
import { progressOf } from './testing/progress-stream.ts';
import { postBatch, startTestService } from './testing/test-service.ts';
import { waitForRun } from './testing/wait-for-run.ts';

/** Others may use the server as well. */
const someApp = () => `test-${randomUUID().slice(0, 8)}`;

describe.skipIf(testServerUrl === null)('On the Inngest server of INNGEST_TEST_SERVER', () => {
  const { isDev: inngestDev, ...keys } = testServerKeys;
  const settings = { engine: 'inngest', inngestUrl: testServerUrl, inngestDev, maxWorkers: 1, ...keys };

  test.each(['connect', 'serve'])(
    'two workers over %s carry a batch out, once each variant.',
    async transport => {
      const app = { ...settings, transport, appId: someApp() };
      await using first = await startTestService(app);
      const { inputRoot, outputRoot } = first;
      await using second = await startTestService({ ...app, inputRoot, outputRoot });
      await makeClip(inputRoot);
      const batchId = randomUUID();
      const request = { batchId, outDir: batchId, inputs: ['clip.mp4'], count: 6 };
      expect((await postBatch(first.url, request)).status).toBe(202);
      expect((await postBatch(first.url, request)).status).toBe(200);
      const run = await waitForRun(first.url, batchId);
      expect(run).toMatchObject({ status: 'completed', counts: { requested: 6, succeeded: 6, failed: 0 } });
      // Both report the whole batch, whichever worker rendered what, through Inngest's realtime.
      for (const { url } of [first, second]) {
        for await (const progress of progressOf(url, batchId)) {
          if (progress.isFinal) expect(progress).toMatchObject({ requested: 6, succeeded: 6, percent: 100 });
          if (progress.isFinal) break;
        }
      }
      const made = await Promise.all([first, second].map(({ url }) => madeBy(url)));
      expect(made.reduce((sum, count) => sum + count)).toBe(6);
      // A server knows one address of an app that is served, and many connections of one that connects.
      if (transport === 'connect') expect(Math.min(...made)).toBeGreaterThan(0);
    },
  );

  test('two installations with an appId each share the server: neither renders, cancels or answers for the other.', async () => {
    await using first = await startTestService({ ...settings, appId: someApp() });
    await using second = await startTestService({ ...settings, appId: someApp() });
    await makeClip(first.inputRoot);
    await makeClip(second.inputRoot);
    const request = { batchId: randomUUID(), outDir: 'out', inputs: ['clip.mp4'] };
    expect((await postBatch(first.url, { ...request, count: 200 })).status).toBe(202);
    expect((await fetch(`${second.url}/api/runs/${request.batchId}`)).status).toBe(404);
    // The same name is no conflict.
    expect((await postBatch(second.url, { ...request, count: 3 })).status).toBe(202);
    const made = await waitForRun(second.url, request.batchId);
    expect(made).toMatchObject({ status: 'completed', counts: { requested: 3, succeeded: 3 } });
    expect(await madeBy(second.url)).toBe(3);

    await fetch(`${first.url}/api/runs/${request.batchId}/cancel`, { method: 'POST' });
    const cancelled = await waitForRun(first.url, request.batchId);
    expect(cancelled).toMatchObject({ status: 'cancelled', counts: { requested: 200, failed: 0 } });
    expect(await waitForRun(second.url, request.batchId)).toMatchObject({ status: 'completed' });
    expect(first.log() + second.log()).not.toContain('another installation');
  });

  test('it is said once that a batch has ended, by whichever worker, and every worker knows.', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'variegate-told-'));
    try {
      const told = path.join(folder, 'told');
      const app = { ...settings, appId: someApp(), onCompleteCommand: ['sh', '-c', 'cat >> "$0"', told] };
      await using first = await startTestService(app);
      const { inputRoot, outputRoot } = first;
      await using second = await startTestService({ ...app, inputRoot, outputRoot });
      await makeClip(inputRoot);
      const batchId = randomUUID();
      await postBatch(first.url, { batchId, outDir: batchId, inputs: ['clip.mp4'], count: 1 });
      for (const { url } of [first, second]) {
        const status = async () =>
          ((await (await fetch(`${url}/api/runs/${batchId}`)).json()) as ReadBatch).notifications.command
            ?.status;
        await expect.poll(status).toBe('delivered');
      }
      const lines = (await readFile(told, 'utf8')).trim().split('\n');
      expect(lines.map(line => JSON.parse(line))).toMatchObject([
        { type: 'batch.completed', data: { batchId, counts: { succeeded: 1 } } },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

async function madeBy(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^variegate_variants_total\{status="succeeded"\} (\d+)/m.exec(metrics)?.[1]);
}
