import { expect, test } from 'vitest';
import { readTierReport } from './read-tier-report.ts';

test('Of all that a tier prints, what failed and the last count are read.', () => {
  const stdout = [
    'stdout | a.test.ts > of an inner run',
    '1 passed, 1 failed, 0 skipped',
    'failed: a.test.ts > is whole',
    '41 passed, 1 failed, 2 skipped',
    '',
  ].join('\n');
  expect(readTierReport(stdout)).toEqual({
    counts: '41 passed, 1 failed, 2 skipped',
    failed: ['a.test.ts > is whole'],
  });
});

test('A tier that was cut short has no count.', () => {
  expect(readTierReport('RUN v5\n')).toEqual({ counts: null, failed: [] });
});
