import { expect, test } from 'vitest';
import { derivedFields, manifestFindings } from './manifests.ts';

const root = { license: 'MIT', repository: 'https://example.org/us/tool' };
const whole = {
  name: '@us/part',
  version: '1.0.0',
  description: 'A part.',
  keywords: ['a', 'b', 'c'],
  publishConfig: { access: 'public', provenance: true },
  ...derivedFields('packages/part', root),
};

test('A manifest that says all of it has no findings.', () => {
  expect(manifestFindings('packages/part', whole, root)).toEqual([]);
});

test('What is missing, and what names another home than the root, is found.', () => {
  const moved = { ...root, repository: 'https://example.org/them/tool' };
  expect(manifestFindings('packages/part', whole, moved)).toHaveLength(3);
  const { description: _, keywords: __, publishConfig: ___, ...bare } = whole;
  expect(manifestFindings('packages/part', bare, root)).toEqual([
    expect.stringContaining('a description'),
    expect.stringContaining('three keywords'),
    expect.stringContaining('access'),
    expect.stringContaining('provenance'),
  ]);
});
