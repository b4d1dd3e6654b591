import { expect, test } from 'vitest';
import { listedDescendants, parsePairs } from './listed-descendants.ts';

test('lines of two numbers are read, in whatever columns; the rest is skipped.', () => {
  expect(parsePairs('    1     0\n 4021  1\r\nPID PPID\n\nx 5\n')).toEqual([
    { pid: 1, parent: 0 },
    { pid: 4021, parent: 1 },
  ]);
});

test.skipIf(process.platform === 'win32')('ps lists this process below its parent.', async () => {
  const trees = await listedDescendants('darwin').find([process.ppid]);
  expect(trees.get(process.ppid)).toContain(process.pid);
});
