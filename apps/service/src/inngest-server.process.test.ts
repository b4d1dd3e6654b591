import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeClip } from './testing/clip.ts';
import { testServerKeys, testServerUrl } from './testing/inngest-test-server.ts';
import { progressOf } from './testing/progress-stream.ts';
import { postBatch, startTestService } from './testing/test-service.ts';
import { waitForRun } from './testing/wait-for-run.ts';

describe.skipIf(testServerUrl === null)('On the Inngest server of INNGEST_TEST_SERVER', () => {
  const { isDev: inngestDev, ...keys } = testServerKeys;
  const settings = { engine: 'inngest', inngestUrl: testServerUrl, inngestDev, maxWorkers: 1, ...keys };

  test.each(['connect', 'serve'])(
    'two workers over %s carry a batch out, once each variant.',
    async transport => {
      await using first = await startTestService({ ...settings, transport });
      const { inputRoot, outputRoot } = first;
      await using second = await startTestService({ ...settings, transport, inputRoot, outputRoot });
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
});

async function madeBy(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^variegate_variants_total\{status="succeeded"\} (\d+)/m.exec(metrics)?.[1]);
}
