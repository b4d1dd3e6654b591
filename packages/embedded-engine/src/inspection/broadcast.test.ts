import { expect, test } from 'vitest';

import { Broadcast } from './broadcast.ts';

const all = () => true;

test('A reader gets every message since it subscribed, however late it reads, and then the end.', async () => {
  const broadcast = new Broadcast<number>();
  broadcast.publish(0);
  const reader = broadcast.subscribe(all);
  for (const message of [1, 2, 3]) broadcast.publish(message);
  broadcast.close();
  broadcast.publish(4);
  expect(await Array.fromAsync(reader)).toEqual([1, 2, 3]);
});

test('A reader gets only what it accepts.', async () => {
  const broadcast = new Broadcast<number>();
  const reader = broadcast.subscribe(message => message % 2 === 0);
  for (const message of [1, 2, 3, 4]) broadcast.publish(message);
  broadcast.close();
  expect(await Array.fromAsync(reader)).toEqual([2, 4]);
});

test('An aborted signal ends a reader that waits, and one that subscribes afterwards.', async () => {
  const broadcast = new Broadcast<number>();
  const abort = new AbortController();
  const waiting = broadcast.subscribe(all, abort.signal).next();
  abort.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(await broadcast.subscribe(all, abort.signal).next()).toEqual({ done: true, value: undefined });
});

test('A reader that stops in the middle keeps nothing.', async () => {
  const broadcast = new Broadcast<number>();
  const reader = broadcast.subscribe(all);
  for (const message of [1, 2, 3]) broadcast.publish(message);
  for await (const message of reader) if (message === 1) break;
  expect(await reader.next()).toEqual({ done: true, value: undefined });
});
