import { readFileSync } from 'node:fs';
import { version } from 'inngest';
import { expect, test } from 'vitest';

test('The SDK that these tests run with lies in the range that the package asks for, which is one minor release.', () => {
  const { peerDependencies } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as { peerDependencies: { inngest: string } };
  const range = /^>=(\d+)\.(\d+)\.0 <\1\.(\d+)\.0$/.exec(peerDependencies.inngest);
  const [, major, minor, end] = (range ?? []).map(Number);
  expect(end).toBe(Number(minor) + 1);
  expect(version.split('.').slice(0, 2).map(Number)).toEqual([major, minor]);
});
