import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { AbortFan } from './abort-fan.ts';

test('every waiting task is notified of the signal once, with its reason; one that left is not.', () => {
  const notified: string[] = [];
  const fan = new AbortFan<string>((item, reason) => notified.push(`${item}: ${reason}`));
  const controller = new AbortController();
  for (const item of ['a', 'b', 'c']) fan.add(controller.signal, item);
  fan.remove(controller.signal, 'b');
  controller.abort('enough');
  expect(notified).toEqual(['a: enough', 'c: enough']);
});

test('all share one listener on a signal, which is removed with the last.', () => {
  const fan = new AbortFan<number>(() => {});
  const { signal } = new AbortController();
  for (let item = 0; item < 1_000; item += 1) fan.add(signal, item);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  for (let item = 0; item < 1_000; item += 1) fan.remove(signal, item);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
