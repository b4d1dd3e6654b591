import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { LimitWatch } from './limit-watch.ts';

function firstExceeded(
  limits: ConstructorParameters<typeof LimitWatch>[0],
  advanceEveryMs?: number,
): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const watch = new LimitWatch(limits, resolve);
  const advancing =
    advanceEveryMs === undefined ? undefined : setInterval(() => watch.advanced(), advanceEveryMs);
  return promise.finally(() => {
    watch[Symbol.dispose]();
    clearInterval(advancing);
  });
}

test('Without any advance the stall limit comes first.', async () => {
  expect(await firstExceeded({ timeoutMs: 60_000, stallMs: 100 })).toBe('stalled');
});

test('However much it advances, the wall clock ends it.', async () => {
  expect(await firstExceeded({ timeoutMs: 600, stallMs: 550 }, 10)).toBe('timed-out');
});

test('Without a stall limit only the wall clock counts.', async () => {
  expect(await firstExceeded({ timeoutMs: 100, stallMs: null })).toBe('timed-out');
});

test('Time in which this process could not run does not count in full.', async () => {
  let exceeded: string | null = null;
  using _ = new LimitWatch({ timeoutMs: 60_000, stallMs: 1000 }, cause => {
    exceeded = cause;
  });
  const end = performance.now() + 1500;
  while (performance.now() < end);
  await delay(20);
  expect(exceeded).toBeNull();
});
