import { expect, test } from 'vitest';
import { boundedWaitMs, simulate } from './simulate.ts';
import { makeWorkload, withTruePeaks } from './workload.ts';

/** Three hundred batches in all. */
const seeds = Array.from({ length: 150 }, (_, seed) => seed);

test.each([
  { bound: 'cpu', slowerAtMost: 1.05 },
  { bound: 'memory', slowerAtMost: 1.25 },
] as const)(
  'a hundred and fifty $bound-bound batches lose no good job and break no promise.',
  async ({ bound, slowerAtMost }) => {
    const ratios: number[] = [];
    for (const seed of seeds) {
      const workload = makeWorkload({ seed, bound });
      const report = await simulate(workload);
      const knowing = await simulate(withTruePeaks(workload));
      expect(report.violations, `seed ${seed}`).toEqual([]);
      expect(report.goodJobsLost, `seed ${seed}`).toBe(0);
      expect(report.succeeded + report.refused, `seed ${seed}`).toBe(workload.jobs.length);
      expect(report.longestWaitAsEldestMs, `seed ${seed}`).toBeLessThanOrEqual(boundedWaitMs(workload));
      ratios.push(report.makespanSeconds / knowing.makespanSeconds);
    }
    ratios.sort((a, b) => a - b);
    // The few that take longer are short batches whose end one too large job decides, and batches on
    // four cores whose jobs take so much of the budget that one estimate more or less decides a place.
    expect(ratios[Math.floor(ratios.length * 0.85)]).toBeLessThanOrEqual(slowerAtMost);
  },
);
