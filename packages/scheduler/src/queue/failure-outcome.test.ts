import { expect, test } from 'vitest';
import { decideFailureOutcome, type FailedStart, reportedPeak } from './failure-outcome.ts';

const outOfMemory = { retry: { kind: 'more-memory' } };
const start = (given: Partial<FailedStart>): FailedStart => ({
  error: new Error('broken'),
  cancelled: false,
  stopping: false,
  alone: false,
  starts: 1,
  ...given,
});

test('a failure that memory has no part in ends the task, whatever its retry says.', () => {
  expect(decideFailureOutcome(start({}))).toBe('failed');
  expect(decideFailureOutcome(start({ error: { retry: { kind: 'now' } } }))).toBe('failed');
  expect(decideFailureOutcome(start({ error: undefined }))).toBe('failed');
  expect(decideFailureOutcome(start({ error: { retry: null } }))).toBe('failed');
});

test('a death by memory brings a task back twice, and the third ends it.', () => {
  expect(decideFailureOutcome(start({ error: outOfMemory, starts: 1 }))).toBe('died-of-memory');
  expect(decideFailureOutcome(start({ error: outOfMemory, starts: 2 }))).toBe('died-of-memory');
  expect(decideFailureOutcome(start({ error: outOfMemory, starts: 3 }))).toBe('too-large');
});

test('a task that died of memory with nothing beside it is too large at once.', () => {
  expect(decideFailureOutcome(start({ error: outOfMemory, alone: true }))).toBe('too-large');
});

test('whatever a task throws while it is being evicted, it comes back.', () => {
  expect(decideFailureOutcome(start({ stopping: true }))).toBe('evicted');
});

test('a task that was cancelled stays cancelled, even if it was being evicted too.', () => {
  expect(decideFailureOutcome(start({ cancelled: true, stopping: true, error: outOfMemory }))).toBe(
    'cancelled',
  );
});

test('a peak is read off an error where it is a positive number.', () => {
  expect(reportedPeak({ peakMemoryBytes: 5e6 })).toBe(5e6);
  expect(reportedPeak({ peakMemoryBytes: 'much' })).toBe(0);
  expect(reportedPeak(null)).toBe(0);
});
