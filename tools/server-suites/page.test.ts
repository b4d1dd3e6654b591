import { expect, test } from 'vitest';
import { pageOf, type SuiteResult } from './page.ts';

const passed: SuiteResult = {
  ...{ suite: 'durable batches', engine: 'start', counts: { passed: 12, failed: 0, absent: 0 }, failed: [] },
  ...{ seconds: 40, commit: 'abc1234' },
};

test('The page shows what each suite came to, and says which were not run.', () => {
  const failed: SuiteResult = {
    ...{ suite: 'the functions of Inngest', engine: 'dev', counts: { passed: 90, failed: 1, absent: 2 } },
    ...{ failed: ['a race ends'], seconds: 61, commit: 'def5678' },
  };
  const page = pageOf([passed, failed]);
  expect(page).toContain('| suite | embedded | start | dev |');
  expect(page).toContain('| durable batches | not run | 12 passed; 40 s; abc1234 | not run |');
  expect(page).toContain('| 90 passed, 1 failed, 2 skipped; 61 s; def5678 |');
  expect(page).toContain('| two installations and several workers | - | not run | not run |');
  expect(page).toContain('- the functions of Inngest, dev: a race ends');
});

test('A page without failures has no list of them.', () => {
  expect(pageOf([passed])).not.toContain('Failed');
});
