import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Latest } from './latest.ts';

test('A reader gets what is pushed while it reads, and ends.', async () => {
  const latest = new Latest<number>();
  latest.push(0);
  const read = Array.fromAsync(latest);
  for (const value of [1, 2]) {
    latest.push(value);
    await turn();
  }
  latest.end();
  expect(await read).toEqual([1, 2]);
});

test('A slow reader misses what came in between, never the newest, and two readers do not disturb each other.', async () => {
  const latest = new Latest<number>();
  const [slow, other] = [latest[Symbol.asyncIterator](), Array.fromAsync(latest)];
  const first = slow.next();
  await turn();
  latest.push(1);
  expect(await first).toEqual({ value: 1, done: false });
  for (const value of [2, 3, 4]) {
    latest.push(value);
    await turn();
  }
  expect(await slow.next()).toEqual({ value: 4, done: false });
  latest.end();
  expect((await slow.next()).done).toBe(true);
  expect(await other).toEqual([1, 2, 3, 4]);
});
