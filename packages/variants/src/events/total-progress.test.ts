import { expect, test } from 'vitest';
import { TotalProgress } from './total-progress.ts';
import type { VariegateEvent } from './variegate-event.ts';

const at = '2026-01-01T00:00:00.000Z';
const variant = (id: string) =>
  ({ at, id, kind: 'variant', index: 1, source: '/a.mp4', output: `${id}.mp4` }) as const;
const planned = (requested: number): VariegateEvent => ({
  ...{
    type: 'batch-planned',
    at,
    batchId: 'b',
    outDir: '/o',
    strategy: 'standard',
    seed: 0,
    level: 'medium',
  },
  ...{ inputs: 1, requested, workers: 2 },
});
const progress = (id: string, percent: number): VariegateEvent => ({
  ...variant(id),
  ...{ type: 'variant-progress', percent, speed: 1, etaSeconds: 1 },
});
const started = (id: string): VariegateEvent => ({ ...variant(id), type: 'variant-started', attempt: 1 });
const succeeded = (id: string): VariegateEvent => ({
  ...variant(id),
  ...{
    type: 'variant-succeeded',
    level: 'medium',
    bytes: 1,
    processingSeconds: 1,
    renderCpuSeconds: 1,
    peakMemoryBytes: 1,
  },
  ...{ attempts: 1, similarity: null },
});
const error = { code: 'X', message: 'x', retry: { kind: 'now' } } as const;

test('The share of the whole is that of finished variants plus the shares of the running ones.', () => {
  const total = new TotalProgress();
  expect(total.update(planned(4))?.percent).toBe(0);
  total.update({ ...variant('a'), type: 'variant-skipped', bytes: 1 });
  total.update(started('b'));
  expect(total.update(progress('b', 50))).toMatchObject({ percent: 37.5, settled: 1, running: 1 });
  expect(total.update(succeeded('b'))).toMatchObject({ percent: 50, settled: 2, running: 0 });
});

test('The share never goes back, although a retried variant starts over.', () => {
  const total = new TotalProgress();
  total.update(planned(1));
  total.update(started('a'));
  expect(total.update(progress('a', 80))?.percent).toBe(80);
  const retrying: VariegateEvent = {
    ...variant('a'),
    type: 'variant-retrying',
    attempt: 1,
    delaySeconds: 1,
    error,
  };
  expect(total.update(retrying)?.percent).toBe(80);
  total.update(started('a'));
  expect(total.update(progress('a', 10))?.percent).toBe(80);
  expect(total.update(succeeded('a'))?.percent).toBe(100);
});

test('The remaining time follows from what was rendered, not from what was skipped.', () => {
  let clock = 0;
  const total = new TotalProgress(() => clock);
  total.update(planned(4));
  total.update({ ...variant('a'), type: 'variant-skipped', bytes: 1 });
  expect(total.update(started('b'))?.etaSeconds).toBeNull();
  clock = 10_000;
  expect(total.update(succeeded('b'))?.etaSeconds).toBe(20);
});
