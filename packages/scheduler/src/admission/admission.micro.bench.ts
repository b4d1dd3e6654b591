import { expect, test } from 'vitest';
import { type Candidate, decideAdmission, type Situation } from './admission.ts';

const situation: Situation<Candidate> = {
  nowMs: 0,
  budgetBytes: 1000,
  slots: 16,
  running: { count: 8, reservedBytes: 200, threads: 8 },
  paused: false,
  load: 'freely',
  candidates: Array.from({ length: 1000 }, (_, index) => ({
    needBytes: 20 + (index % 100),
    threads: 1,
    blockedSinceMs: null,
  })),
};

test('admission', async ({ bench }) => {
  let started = 0;
  await bench('decide who starts, with 1000 waiting', () => {
    started += decideAdmission(situation).starts.length;
  }).run();
  expect(started).toBeGreaterThan(0);
});
