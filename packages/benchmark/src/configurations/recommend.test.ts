import { expect, test } from 'vitest';
import type { BenchmarkRun } from '../summary.ts';
import { chooseConfigurations, configurationName } from './configuration.ts';
import { figuresOf } from './configuration-figures.ts';
import { bestByThreads, recommend } from './recommend.ts';

/** The figures of configurations whose runs took so many seconds of wall clock. */
function figures(walls: Readonly<Record<string, readonly number[]>>) {
  const configurations = Object.keys(walls).map(name => {
    const [workers = 1, threads = 1] = name.split('x').map(Number);
    return { workers, threads };
  });
  const runs = configurations.flatMap((configuration): BenchmarkRun[] =>
    (walls[`${configuration.workers}x${configuration.threads}`] ?? []).map((wallSeconds, index) => ({
      kind: 'configuration',
      name: configurationName(configuration),
      ...configuration,
      round: index + 1,
      wallSeconds,
      cpuSeconds: 16,
      peakMemoryBytes: 1e8 * configuration.workers,
      renderPeakBytes: 1e8,
      busyCores: 0,
      shareDone: 1,
    })),
  );
  return figuresOf(configurations, runs, { variants: 4, cores: 4 });
}

test('Speed-up, variants a minute and the distance from the limit follow from the medians.', () => {
  const [one, four] = figures({ '1x1': [16, 17, 15], '4x1': [5, 4, 6] });
  expect(one).toMatchObject({ speedUp: 1, variantsPerMinute: 15, limitSeconds: 4, overLimit: 4 });
  expect(four).toMatchObject({ speedUp: 3.2, variantsPerMinute: 48, overLimit: 1.25 });
  expect(four?.wallSeconds).toEqual({ median: 5, lowest: 4, highest: 6 });
});

test('Without one worker there is no speed-up to report.', () => {
  expect(figures({ '2x1': [5], '4x1': [4] }).map(({ speedUp }) => speedUp)).toEqual([null, null]);
});

test('The fastest is recommended.', () => {
  const { workers, threads, reasons } = recommend(figures({ '1x1': [16], '4x1': [5], '2x2': [7] }));
  expect({ workers, threads }).toEqual({ workers: 4, threads: 1 });
  expect(reasons.join(' ')).toContain('3.20 times as fast as 1 x 1 thread');
  expect(reasons.join(' ')).toContain('the best was 2 x 2 threads: 7.0 s');
});

test('What its runs cannot distinguish from the fastest and takes less of the machine is preferred, and the reason says so.', () => {
  const { workers, threads, reasons } = recommend(
    figures({ '2x1': [5.1, 5.1, 5.1], '4x1': [5, 5.1, 4.9], '2x2': [5, 5, 5] }),
  );
  expect({ workers, threads }).toEqual({ workers: 2, threads: 1 });
  expect(reasons.join(' ')).toContain('cannot be distinguished from');
});

test('Every number of threads keeps its own best number of workers.', () => {
  expect(bestByThreads(figures({ '1x1': [9], '2x1': [5], '1x2': [4], '2x2': [6] }))).toEqual([
    { workers: 2, threads: 1 },
    { workers: 1, threads: 2 },
  ]);
});

test('Nothing measured is nothing recommended.', () => {
  expect(() => recommend([])).toThrow(RangeError);
  expect(chooseConfigurations({ workers: null, threads: null }, 1)).toHaveLength(1);
});
