import { expect, test } from 'vitest';
import { chooseEviction, type Evictable } from './eviction.ts';

const never = Number.NEGATIVE_INFINITY;
const running = (startedAtMs: number, evictions = 0, stopping = false): Evictable => ({
  startedAtMs,
  evictions,
  stopping,
});

test('the youngest task goes first.', () => {
  expect(chooseEviction([running(1), running(3), running(2)], 10_000, never)?.startedAtMs).toBe(3);
});

test('the last one running never goes, nor the last that is not being stopped already.', () => {
  expect(chooseEviction([running(1)], 10_000, never)).toBeNull();
  expect(chooseEviction([running(1), running(2, 0, true)], 10_000, never)).toBeNull();
});

test('one that was evicted before is left alone; the next youngest goes.', () => {
  expect(chooseEviction([running(1), running(2), running(3, 1)], 10_000, never)?.startedAtMs).toBe(2);
  expect(chooseEviction([running(1, 1), running(2, 1)], 10_000, never)).toBeNull();
});

test('two evictions are at least two seconds apart.', () => {
  expect(chooseEviction([running(1), running(2)], 11_999, 10_000)).toBeNull();
  expect(chooseEviction([running(1), running(2)], 12_000, 10_000)).not.toBeNull();
});
