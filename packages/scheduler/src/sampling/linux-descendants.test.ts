import { mkdir, mkdtempDisposable, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linuxDescendants } from './linux-descendants.ts';

/** A `/proc` in which processes can be born and die. */
async function fakeProc() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'proc-'));
  const born = async (pid: number, parent: number, name = 'sh'): Promise<void> => {
    await mkdir(join(folder.path, String(pid)));
    await writeFile(join(folder.path, `${pid}/stat`), `${pid} (${name}) S ${parent} 1 1 0`);
  };
  const died = (pid: number): Promise<void> => rm(join(folder.path, String(pid)), { recursive: true });
  return { path: folder.path, born, died, [Symbol.asyncDispose]: () => folder.remove() };
}

test('children, their children and so on are found, whatever a process calls itself.', async () => {
  await using proc = await fakeProc();
  await proc.born(10, 1);
  await proc.born(11, 10, 'a) S 99 (b');
  await proc.born(12, 11);
  await proc.born(20, 1);
  expect(await linuxDescendants(proc.path).find([10, 20])).toEqual(
    new Map([
      [10, [10, 11, 12]],
      [20, [20]],
    ]),
  );
});

test('a grandchild whose parent has died still belongs to the tree it was born into.', async () => {
  await using proc = await fakeProc();
  await proc.born(10, 1);
  await proc.born(11, 10);
  await proc.born(12, 10);
  const finder = linuxDescendants(proc.path);
  await finder.find([10]);
  await writeFile(join(proc.path, '12/stat'), '12 (sh) S 1 1 1 0');
  expect((await finder.find([10])).get(10)).toEqual([10, 11, 12]);
});

test('a pid that is used again is not taken for its predecessor.', async () => {
  await using proc = await fakeProc();
  await proc.born(10, 1);
  await proc.born(11, 10);
  const finder = linuxDescendants(proc.path);
  await finder.find([10]);
  await proc.died(11);
  await finder.find([10]);
  await proc.born(11, 1);
  expect((await finder.find([10])).get(10)).toEqual([10]);
});
