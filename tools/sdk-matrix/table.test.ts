import { expect, test } from 'vitest';
import { composeTable, hasPassed, putTable, type ReleaseResult } from './table.ts';

const result = (version: string, failed = 0, absent = 0): ReleaseResult => ({
  version,
  types: null,
  conformance: { passed: 60, failed, absent },
  tests: { passed: 90, failed: 0, absent: 0 },
  failures: [],
});

test('Neighbours that came to the same share a line, and others do not.', () => {
  const lines = composeTable(
    [result('4.10.0', 2), result('4.0.0', 0, 1), result('4.1.0'), result('4.2.0')],
    'abc',
  ).split('\n');
  expect(lines.slice(2, 5)).toEqual([
    '| 4.0.0 | yes | 60 passed, 1 left out | 90 passed |',
    '| 4.1.0, 4.2.0 | yes | 60 passed | 90 passed |',
    '| 4.10.0 | yes | 60 passed, 2 failed | 90 passed |',
  ]);
});

test('A release has passed when nothing failed, and something ran.', () => {
  expect([result('4.0.0', 0, 1), result('4.1.0', 1)].map(hasPassed)).toEqual([true, false]);
  expect(hasPassed({ ...result('4.0.0'), types: 'error TS1' })).toBe(false);
  expect(hasPassed({ ...result('4.0.0'), conformance: { passed: 0, failed: 0, absent: 9 } })).toBe(false);
});

test('A table takes the place of the one before it, and the rest of the text stays.', () => {
  const text = 'a\n<!-- sdk-matrix -->\nold\n<!-- /sdk-matrix -->\nb\n';
  const put = putTable(text, 'new');
  expect(put).toBe('a\n<!-- sdk-matrix -->\n\nnew\n\n<!-- /sdk-matrix -->\nb\n');
  expect(putTable(put, 'new')).toBe(put);
  expect(() => putTable('a', 'new')).toThrow('no <!-- sdk-matrix -->');
});
