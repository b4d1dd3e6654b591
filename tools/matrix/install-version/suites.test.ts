import { expect, test } from 'vitest';
import { suites, systemRelease } from './suites.ts';

test('Debian and Ubuntu know the releases beside their own, and so do systems that are made from them.', () => {
  const { debian, ubuntu } = suites;
  expect(systemRelease('ID=debian\nVERSION_CODENAME=bookworm\n')).toEqual({
    suites: debian,
    codename: 'bookworm',
  });
  expect(systemRelease('VERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian\n')).toEqual({
    suites: ubuntu,
    codename: 'noble',
  });
  const mint = 'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble\n';
  expect(systemRelease(mint)).toEqual({ suites: ubuntu, codename: 'noble' });
});

test('Of other systems nothing is known.', () => {
  expect(systemRelease('ID=fedora\nVERSION_ID=42\n')).toBeNull();
  expect(systemRelease('')).toBeNull();
});
