import { setTimeout as delay } from 'node:timers/promises';
import type { ReadBatch } from '../http/read-batch.ts';

/** Waits until a batch has ended, at most a minute on an idle machine, and returns it. */
export async function waitForRun(
  url: string,
  batchId: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<ReadBatch> {
  const deadline = performance.now() + 60_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1);
  for (;;) {
    const answer = await fetch(`${url}/api/runs/${batchId}`, { headers });
    const run = (await answer.json()) as ReadBatch;
    if (run.endedAt !== null && run.endedAt !== undefined) return run;
    if (performance.now() > deadline) throw new Error(`The batch does not end: ${JSON.stringify(run)}`);
    await delay(100);
  }
}
