import { expect, test } from 'vitest';
import { newJob } from './job.ts';
import { resolveTaskOptions } from './queue-options.ts';
import { RunningTasks, raisePeak } from './running-tasks.ts';

const sampler = { intervalMs: 250, youngIntervalMs: 100, sample: async () => new Map() };

/** A task that has just started, at time 0. */
function started() {
  const running = new RunningTasks(sampler);
  const { job } = newJob(1, () => {}, resolveTaskOptions({ estimateBytes: 100 }), 0);
  return { running, job: running.start(job, 120, false, 0) };
}

test('a creep of less than two percent does not count as a rise.', () => {
  const { attempt } = started().job;
  raisePeak(attempt, 1_000, 10);
  raisePeak(attempt, 1_019, 20);
  expect(attempt).toMatchObject({ peakBytes: 1_019, peakRoseAtMs: 10 });
  raisePeak(attempt, 1_021, 30);
  expect(attempt).toMatchObject({ peakBytes: 1_021, peakRoseAtMs: 30 });
});

test('a peak never falls.', () => {
  const { attempt } = started().job;
  raisePeak(attempt, 1_000, 10);
  raisePeak(attempt, 10, 20);
  expect(attempt.peakBytes).toBe(1_000);
});

test('measurements fall on a grid that all tasks share, finer while a task is young.', () => {
  const { running, job } = started();
  running.track(job.attempt, 7, 130);
  expect(running.nextSampleAtMs()).toBe(200);
  const { running: later, job: older } = started();
  later.track(older.attempt, 7, 3_130);
  expect(later.nextSampleAtMs()).toBe(3_250);
});

test('nothing is due while nothing is tracked.', () => {
  expect(started().running.nextSampleAtMs()).toBe(Number.POSITIVE_INFINITY);
});
