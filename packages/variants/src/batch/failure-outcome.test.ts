import { expect, test } from 'vitest';
import { retryDelay } from './failure-outcome.ts';

test('A failure that may pass is tried again as often as the caller wants, with doubling waits.', () => {
  expect([1, 2, 3].map(attempt => retryDelay({ kind: 'now' }, attempt, 2))).toEqual([500, 1000, null]);
  expect(retryDelay({ kind: 'when-space' }, 1, 2)).toBe(500);
  expect(retryDelay({ kind: 'now' }, 12, 20)).toBe(30_000);
});

test('The failure itself may ask for a longer wait or for fewer attempts.', () => {
  expect(retryDelay({ kind: 'after', afterMs: 3000 }, 1, 2)).toBe(3000);
  expect(retryDelay({ kind: 'now', atMost: 1 }, 1, 5)).toBe(500);
  expect(retryDelay({ kind: 'now', atMost: 1 }, 2, 5)).toBeNull();
});

test('What cannot pass, and what the queue has already tried with more memory, is final.', () => {
  expect(retryDelay({ kind: 'never' }, 1, 5)).toBeNull();
  expect(retryDelay({ kind: 'more-memory', atMost: 2 }, 1, 5)).toBeNull();
  expect(retryDelay({ kind: 'now' }, 1, 0)).toBeNull();
});
