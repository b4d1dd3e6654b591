import { readFileSync } from 'node:fs';
import { version } from 'inngest';
import { expect, test } from 'vitest';

test('The range of the SDK that the package asks for ends with the minor release that these tests run with, which is the newest that was tried.', () => {
  const { peerDependencies } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as { peerDependencies: { inngest: string } };
  const range = /^>=(\d+)\.\d+\.\d+ <\1\.(\d+)\.0$/.exec(peerDependencies.inngest);
  const [, major, end] = (range ?? []).map(Number);
  expect(version.split('.').slice(0, 2).map(Number)).toEqual([major, Number(end) - 1]);
});
