import { describe, expect, test } from 'vitest';
import { boundedWaitMs, simulate } from './simulate.ts';
import { simulateNaive } from './simulate-naive.ts';
import { makeWorkload, withTruePeaks } from './workload.ts';

const seeds = Array.from({ length: 10 }, (_, seed) => seed);

describe.each([
  { bound: 'cpu', slowerAtMost: 1.05 },
  { bound: 'memory', slowerAtMost: 1.25 },
] as const)('over $bound-bound batches whose estimates are off by 0.6 to 1.6,', ({ bound, slowerAtMost }) => {
  test('every promise holds, every job ends exactly once, and no good job is lost.', async () => {
    for (const seed of seeds) {
      const workload = makeWorkload({ seed, bound });
      const report = await simulate(workload);
      expect(report.violations, `seed ${seed}`).toEqual([]);
      expect(report.goodJobsLost, `seed ${seed}`).toBe(0);
      expect(report.succeeded + report.refused, `seed ${seed}`).toBe(workload.jobs.length);
      expect(report.longestWaitAsEldestMs, `seed ${seed}`).toBeLessThanOrEqual(boundedWaitMs(workload));
    }
  });

  test(`batches take at most ${slowerAtMost} times as long, taken together, as when the true peaks are known.`, async () => {
    let seconds = 0;
    let secondsKnowing = 0;
    for (const seed of seeds) {
      const workload = makeWorkload({ seed, bound });
      seconds += (await simulate(workload)).makespanSeconds;
      secondsKnowing += (await simulate(withTruePeaks(workload))).makespanSeconds;
    }
    expect(seconds / secondsKnowing).toBeLessThanOrEqual(slowerAtMost);
  });
});

test('the same seed leaves the same trace, and another seed another one.', async () => {
  const trace = async (seed: number) => (await simulate(makeWorkload({ seed, bound: 'memory' }))).trace;
  const first = await trace(7);
  expect(await trace(7)).toEqual(first);
  expect(await trace(8)).not.toEqual(first);
});

test('where the obvious policy loses good jobs to the kernel by the dozen, the queue loses none.', async () => {
  const workload = makeWorkload({ seed: 5, bound: 'memory', jobs: 300, tooLargeShare: 0 });
  const naive = await simulateNaive(workload);
  const ours = await simulate(workload);
  expect(naive.goodJobsLost).toBeGreaterThan(12);
  expect(ours.goodJobsLost).toBe(0);
  expect(ours.kills).toBeLessThan(naive.kills / 20);
});

test('twelve jobs of unequal length leave two cores idle for less than a twentieth of the time.', async () => {
  const { jobs, ...machine } = makeWorkload({ seed: 3, bound: 'cpu', jobs: 12, tooLargeShare: 0 });
  const report = await simulate({
    ...machine,
    slots: 2,
    jobs: jobs.map(job => ({ ...job, arrivesAtMs: 0 })),
  });
  const workSeconds = jobs.reduce((sum, { durationMs }) => sum + durationMs / 1_000, 0);
  expect(report.makespanSeconds / (workSeconds / 2)).toBeLessThanOrEqual(1.05);
});

test('a batch of five thousand jobs is simulated in seconds.', async () => {
  const workload = makeWorkload({ seed: 1, bound: 'cpu', jobs: 5_000 });
  const began = performance.now();
  const report = await simulate(workload);
  expect(report.violations).toEqual([]);
  expect(performance.now() - began).toBeLessThan(
    10_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1),
  );
});
