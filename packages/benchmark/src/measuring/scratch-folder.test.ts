import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { scratchFolder } from './scratch-folder.ts';

test('Folders that were made for it go with it, with all it holds.', async () => {
  await using folder = await temporaryFolder();
  {
    await using scratch = await scratchFolder(path.join(folder.path, 'a', 'b'));
    await writeFile(path.join(scratch.path, 'file'), '');
  }
  expect(await readdir(folder.path)).toEqual([]);
});

test('Other files beside it stay.', async () => {
  await using folder = await temporaryFolder();
  const parent = path.join(folder.path, 'a', 'b');
  {
    await using scratch = await scratchFolder(parent);
    await writeFile(path.join(parent, 'theirs'), scratch.path);
  }
  expect(await readdir(parent)).toEqual(['theirs']);
});
