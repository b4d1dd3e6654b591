import { expect, test } from 'vitest';
import { isNewerThanTested, isTooOld } from './known-versions.ts';

const said = (version: string) => ({ old: isTooOld(version), newer: isNewerThanTested(version) });

test.each(['5.1', '5.1.9-0+deb12u1', 'n5.1.9', '7.1', '8', '8.0.1-full_build-www.gyan.dev', '9.0.2-4', '9'])(
  '%s is old enough and tested.',
  version => {
    expect(said(version)).toEqual({ old: false, newer: false });
  },
);

test.each(['5.0.3', '5', '4.4.2-0ubuntu0.22.04.1', 'n4.4', '3.4.11'])('%s is too old.', version => {
  expect(said(version)).toEqual({ old: true, newer: false });
});

test.each(['9.1', 'n9.1.2', '10.0.1', '10', '11-tessus'])('%s is newer than what was tested.', version => {
  expect(said(version)).toEqual({ old: false, newer: true });
});

test.each([
  'N-109542-g0b6cc76eaf-20230101',
  '2024-05-06-git-96449cfeae-full_build-www.gyan.dev',
  'git-2020-01-01-1234567',
  '20240506-git',
])('%s, a build between releases, does not say its age and is neither.', version => {
  expect(said(version)).toEqual({ old: false, newer: false });
});
