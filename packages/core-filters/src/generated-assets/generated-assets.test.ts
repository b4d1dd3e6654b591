import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { asset } from '../assets/asset-parameter.ts';
import { generatedAssets, generatedBrowser, generatedPhone } from './generated-assets.ts';

test.each(generatedAssets.map(one => [one.name, one] as const))(
  'The generated %s has the bytes that its digest names, and facts that a plan may hold.',
  (_, { facts, make }) => {
    expect(bytesToHex(sha256(make()))).toBe(facts.sha256);
    expect(asset(['image', 'audio'], { description: 'any' }).parse(facts)).toEqual(facts);
  },
);

test('The digests and the names of the generated set are all different.', () => {
  expect(new Set(generatedAssets.map(({ facts }) => facts.sha256)).size).toBe(generatedAssets.length);
  expect(new Set(generatedAssets.map(({ name }) => name)).size).toBe(generatedAssets.length);
});

test.each([generatedPhone, generatedBrowser])('The window of a frame lies in it.', ({ facts, window }) => {
  expect(window.x + window.w).toBeLessThanOrEqual(facts.width);
  expect(window.y + window.h).toBeLessThanOrEqual(facts.height);
});
