import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapInOrder } from './map-in-order.ts';

test('Results come in the order of the items, whichever is done first.', async () => {
  const results = mapInOrder([30, 5, 15, 1], 3, async ms => {
    await delay(ms);
    return ms;
  });
  expect(await Array.fromAsync(results)).toEqual([30, 5, 15, 1]);
});

test('No more than the given number of items is in work, and none is begun before somebody asks.', async () => {
  let running = 0;
  let most = 0;
  let begun = 0;
  const results = mapInOrder(Array.from({ length: 20 }), 4, async () => {
    begun += 1;
    running += 1;
    most = Math.max(most, running);
    await delay(1);
    running -= 1;
  });
  expect(begun).toBe(0);
  await results.next();
  await delay(20);
  expect(begun).toBe(5);
  for await (const _ of results);
  expect(begun).toBe(20);
  expect(most).toBe(4);
});

test('A failure surfaces at its own turn and ends the iteration.', async () => {
  const seen: number[] = [];
  const consume = async () => {
    const results = mapInOrder([1, 2, 3], 3, async item => {
      if (item === 2) throw new Error('two');
      return item;
    });
    for await (const result of results) seen.push(result);
  };
  await expect(consume()).rejects.toThrow('two');
  expect(seen).toEqual([1]);
});
