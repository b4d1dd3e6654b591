import os from 'node:os';
import { expect, test } from 'vitest';
import { getOptimalWorkerCount } from './optimal-worker-count.ts';

test.each([
  { cores: 1, memory: 100, workers: 1, conservativeWorkers: 1 },
  { cores: 8, memory: 100, workers: 8, conservativeWorkers: 4 },
  { cores: 64, memory: 100, workers: 64, conservativeWorkers: 8 },
  { cores: 64, memory: 10, workers: 10, conservativeWorkers: 8 },
  { cores: 8, memory: 0.5, workers: 1, conservativeWorkers: 4 },
])('video on $cores cores and memory for $memory workers: $workers.', ({ cores, memory, ...expected }) => {
  const count = getOptimalWorkerCount({ cores, budgetBytes: memory * 1e9, workerBytes: 1e9 });
  expect(count).toMatchObject(expected);
});

test('computing takes three of four cores, waiting two per core.', () => {
  expect(getOptimalWorkerCount({ workload: 'cpu', cores: 8 }).workers).toBe(6);
  expect(getOptimalWorkerCount({ workload: 'cpu', cores: 1 }).workers).toBe(1);
  expect(getOptimalWorkerCount({ workload: 'io', cores: 8 }).workers).toBe(16);
});

test('every number comes with its reason.', () => {
  const { reasons } = getOptimalWorkerCount({ cores: 8, budgetBytes: 2e9, workerBytes: 1e9 });
  expect(reasons.join('\n')).toMatch(
    /8 cores[\s\S]*2000 MB[\s\S]*holds 2 of 1000 MB[\s\S]*memory set the limit: 2/,
  );
});

test('without numbers it asks this machine.', () => {
  const { workers } = getOptimalWorkerCount();
  expect(workers).toBeGreaterThanOrEqual(1);
  expect(workers).toBeLessThanOrEqual(os.availableParallelism());
});

test.each([{ cores: 0 }, { cores: Number.NaN }, { workerBytes: 0 }])('%j is refused by name.', options => {
  expect(() => getOptimalWorkerCount(options)).toThrow(
    expect.objectContaining({ code: 'SCHEDULER_OPTION_INVALID', option: Object.keys(options)[0] }),
  );
});
