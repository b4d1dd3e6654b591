import { expect, test } from 'vitest';
import { createQueue } from './queue.ts';

test('a queue runs what it is given and hands back the values.', async () => {
  await using queue = createQueue({ budgetBytes: 1e9, slots: 2, signals: [] });
  const handles = [1, 2, 3].map(value => queue.add(async () => value * 2, { estimateBytes: 1e6 }));
  expect(await Promise.all(handles.map(handle => handle.result))).toEqual([2, 4, 6]);
  expect(queue.status).toMatchObject({ running: 0, queued: 0, reservedBytes: 0 });
});
