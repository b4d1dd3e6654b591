import { expect, test } from 'vitest';
import { isTooOld } from './oldest-version.ts';

test.each([
  ['5.1', false],
  ['5.1.9-0+deb12u1', false],
  ['n5.1.9', false],
  ['7.1', false],
  ['10.0.1', false],
  ['8', false],
  ['N-109542-g0b6cc76eaf-20230101', false],
  ['2024-05-06-git-96449cfeae-full_build-www.gyan.dev', false],
  ['git-2020-01-01-1234567', false],
  ['5.0.3', true],
  ['5', true],
  ['4.4.2-0ubuntu0.22.04.1', true],
  ['n4.4', true],
  ['3.4.11', true],
])('The version %s is too old: %s.', (version, expected) => {
  expect(isTooOld(version)).toBe(expected);
});
