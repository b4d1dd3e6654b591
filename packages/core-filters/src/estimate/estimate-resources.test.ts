import { expect, test } from 'vitest';
import { defaultEncodeSettings } from '../compile/encode-settings.ts';
import { type PlanStep, planFormatVersion } from '../plan/plan.ts';
import { ordinaryFacts } from '../testing/facts.ts';
import { estimateResources } from './estimate-resources.ts';

function megabytesFor(steps: readonly PlanStep[]): number {
  const origin = { strategy: 'custom', level: 'medium', seed: 0, index: 1 } as const;
  const source = { sha256: '0'.repeat(64) };
  const plan = { formatVersion: planFormatVersion, ...origin, source, steps, rejected: [] } as const;
  return estimateResources({ plan, facts: ordinaryFacts, encode: defaultEncodeSettings }).memoryBytes / 1e6;
}

test('a section played backwards needs the memory of its frames, a held frame none', () => {
  const plain = megabytesFor([]);
  const section = { position: 0.5, seconds: 2 };
  const reversed = megabytesFor([{ name: 'reverse', params: section }]);
  // 60 frames of 1280x720 in 4:2:0; measured: 83 MB more than without.
  expect(reversed - plain).toBeGreaterThan(82);
  expect(reversed - plain).toBeLessThan(120);
  const looped = megabytesFor([{ name: 'loop', params: { ...section, times: 4 } }]);
  expect(looped - plain).toBeGreaterThan(82);
  expect(looped - plain).toBeLessThan(120);
  const frozen = megabytesFor([{ name: 'freeze', params: { ...section, length: 'longer' } }]);
  expect(frozen - plain).toBeLessThan(40);
});
