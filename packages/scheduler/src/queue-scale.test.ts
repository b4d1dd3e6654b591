import { expect, test } from 'vitest';
import { createQueue } from './queue.ts';

/** Adds that many tasks to a paused queue, then runs them all. */
async function fillAndRun(count: number) {
  await using queue = createQueue({ budgetBytes: 1e9, slots: 4, signals: [] });
  queue.pause();
  const before = process.memoryUsage().heapUsed;
  const began = performance.now();
  const { signal } = new AbortController();
  for (let i = 0; i < count; i += 1) {
    queue.add(() => i, {
      estimateBytes: 1,
      expectedSeconds: (i * 7) % 100,
      group: `file ${i % 1_000}`,
      signal,
    });
  }
  const heapBytes = process.memoryUsage().heapUsed - before;
  queue.resume();
  await queue.drain();
  return { heapBytes, ms: performance.now() - began };
}

test('a hundred thousand tasks take less than 200 MB in line, and ten times the tasks far less than a hundred times the time.', async () => {
  await fillAndRun(1_000);
  const few = await fillAndRun(10_000);
  const many = await fillAndRun(100_000);
  expect(many.heapBytes).toBeLessThan(200e6);
  expect(many.ms / few.ms).toBeLessThan(40);
});
