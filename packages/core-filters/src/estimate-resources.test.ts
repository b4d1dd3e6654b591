import { expect, test } from 'vitest';
import { compilePlan } from './compile/compile-plan.ts';
import { defaultEncodeSettings } from './compile/encode-settings.ts';
import { estimateResources } from './estimate-resources.ts';
import { type PlanStep, planFormatVersion } from './plan/plan.ts';
import { ordinaryFacts } from './testing/facts.ts';

function megabytesFor(steps: readonly PlanStep[]): number {
  const origin = { strategy: 'custom', level: 'medium', seed: 0, index: 1 } as const;
  const source = { sha256: '0'.repeat(64) };
  const plan = { formatVersion: planFormatVersion, ...origin, source, steps, rejected: [] } as const;
  const request = { plan, facts: ordinaryFacts, encode: defaultEncodeSettings, provenance: null };
  return estimateResources(compilePlan(request), request).memoryBytes / 1e6;
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

test('assets need the memory of their pictures, once for each place where they are read', () => {
  const plain = megabytesFor([]);
  const digest = '1'.repeat(64);
  const still = {
    sha256: digest,
    kind: 'image',
    width: 4000,
    height: 4000,
    durationSeconds: 0,
    hasAudio: false,
  };
  const logo = { asset: still, size: 0.2, x: 0, y: 0, opacity: 1 };
  // Measured: 128 MB more for a still of 16 megapixels, 30 MB for a clip of 1920x1080.
  const withStill = megabytesFor([{ name: 'image_overlay', params: logo }]) - plain;
  expect(withStill).toBeGreaterThan(125);
  expect(withStill).toBeLessThan(180);
  const clip = { ...still, kind: 'video', width: 1920, height: 1080, durationSeconds: 9 };
  const window = { asset: clip, size: 0.2, x: 0, y: 0 };
  const withClip = megabytesFor([{ name: 'picture_in_picture', params: window }]) - plain;
  expect(withClip).toBeGreaterThan(30);
  expect(withClip).toBeLessThan(80);
});
