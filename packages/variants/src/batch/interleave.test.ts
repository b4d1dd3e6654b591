import { expect, test } from 'vitest';
import { interleave } from './interleave.ts';

async function* rowsOf(
  lengths: readonly number[],
  closed: string[] = [],
): AsyncGenerator<AsyncIterable<string>> {
  for (const [row, length] of lengths.entries()) yield items(String.fromCharCode(97 + row), length, closed);
}

async function* items(name: string, length: number, closed: string[]): AsyncGenerator<string> {
  try {
    for (let item = 1; item <= length; item += 1) yield `${name}${item}`;
  } finally {
    closed.push(name);
  }
}

test('Rows take turns; every round another one joins, up to the width.', async () => {
  const wide = await Array.fromAsync(interleave(rowsOf([4, 1, 3]), 16));
  expect(wide).toEqual(['a1', 'b1', 'a2', 'c1', 'a3', 'a4', 'c2', 'c3']);
  const narrow = await Array.fromAsync(interleave(rowsOf([2, 2, 1]), 1));
  expect(narrow).toEqual(['a1', 'a2', 'b1', 'b2', 'c1']);
  expect(await Array.fromAsync(interleave(rowsOf([0, 0]), 2))).toEqual([]);
});

test('No more than the width is open at a time, however many rows there are.', async () => {
  let open = 0;
  let most = 0;
  async function* counted(): AsyncGenerator<number> {
    open += 1;
    most = Math.max(most, open);
    yield 1;
    yield 2;
    open -= 1;
  }
  async function* rows(): AsyncGenerator<AsyncIterable<number>> {
    for (let row = 0; row < 1000; row += 1) yield counted();
  }
  expect((await Array.fromAsync(interleave(rows(), 8))).length).toBe(2000);
  expect(most).toBeLessThanOrEqual(8);
});

test('A reader that stops early closes what is open.', async () => {
  const closed: string[] = [];
  for await (const item of interleave(rowsOf([5, 5, 5], closed), 16)) if (item === 'b1') break;
  expect(closed.sort()).toEqual(['a', 'b']);
});

test('A row that is slow to come does not hold up those that are open.', async () => {
  const slow = Promise.withResolvers<void>();
  async function* rows(): AsyncGenerator<AsyncIterable<string>> {
    yield* rowsOf([3, 3]);
    await slow.promise;
    yield* rowsOf([1]);
  }
  const seen: string[] = [];
  for await (const item of interleave(rows(), 16)) {
    seen.push(item);
    if (seen.length === 6) slow.resolve();
  }
  expect(seen).toEqual(['a1', 'b1', 'a2', 'a3', 'b2', 'b3', 'a1']);
});
