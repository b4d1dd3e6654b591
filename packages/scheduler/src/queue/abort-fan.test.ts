import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { AbortFan } from './abort-fan.ts';

test('everyone who waits for a signal is told once, with its reason; whoever left is not.', () => {
  const told: string[] = [];
  const fan = new AbortFan<string>((item, reason) => told.push(`${item}: ${reason}`));
  const controller = new AbortController();
  for (const item of ['a', 'b', 'c']) fan.add(controller.signal, item);
  fan.remove(controller.signal, 'b');
  controller.abort('enough');
  expect(told).toEqual(['a: enough', 'c: enough']);
});

test('a signal is listened to once for all, and let go of with the last.', () => {
  const fan = new AbortFan<number>(() => {});
  const { signal } = new AbortController();
  for (let item = 0; item < 1_000; item += 1) fan.add(signal, item);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  for (let item = 0; item < 1_000; item += 1) fan.remove(signal, item);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
