import { defaultEncodeSettings, type Plan } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import { type VariantIdentity, variantId } from './variant-id.ts';

const plan: Plan = {
  formatVersion: 1,
  strategy: 'standard',
  level: 'medium',
  seed: 0,
  index: 1,
  source: { sha256: 'ab'.repeat(32) },
  steps: [{ name: 'horizontal_flip', params: {} }],
  rejected: [],
};
const identity: VariantIdentity = {
  fingerprint: 'ab'.repeat(32),
  plan,
  settings: { encode: defaultEncodeSettings, provenance: true, plainGraph: false },
};

test('The id of a variant is the same on every machine and in every release of format version 2.', () => {
  expect(variantId(identity)).toBe('f6dd46d3aeda54044e00c84b2952d4ab67040ff0778ad7104711d1dfa70189f4');
});

test('The order in which fields were written does not matter, and everything that changes the bytes does.', () => {
  const { encode } = identity.settings;
  const reordered = {
    settings: { plainGraph: false, provenance: true, encode: { ...encode } },
    plan,
    fingerprint: identity.fingerprint,
  };
  expect(variantId(reordered)).toBe(variantId(identity));
  const others: readonly VariantIdentity[] = [
    { ...identity, fingerprint: 'ac'.repeat(32) },
    { ...identity, plan: { ...plan, index: 2 } },
    { ...identity, plan: { ...plan, steps: [] } },
    { ...identity, settings: { ...identity.settings, provenance: false } },
    { ...identity, settings: { ...identity.settings, plainGraph: true } },
    { ...identity, settings: { ...identity.settings, encode: { ...encode, threads: 2 } } },
    { ...identity, settings: { ...identity.settings, encode: { ...encode, crf: 24 } } },
  ];
  expect(new Set([identity, ...others].map(variantId)).size).toBe(others.length + 1);
});
