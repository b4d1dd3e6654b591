import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { assertNoLinkBelow, makeFolderBelow } from './make-folder-below.ts';

test('Folders are made where they are missing, also below a link to the output folder itself.', async () => {
  await using folder = await temporaryFolder();
  const root = path.join(folder.path, 'root');
  await mkdir(path.join(folder.path, 'real'));
  await symlink(path.join(folder.path, 'real'), root);
  for (let time = 1; time <= 2; time += 1) await makeFolderBelow(root, path.join(root, 'a', 'b'));
  await assertNoLinkBelow(root, [path.join(root, 'a', 'b', 'missing', 'too')]);
  expect(await readdir(path.join(folder.path, 'real', 'a'))).toEqual(['b']);
});

test.each(['a', 'a/b', 'a/b/c'])(
  'A link in the place of %s is named, and nothing is made behind it.',
  async name => {
    await using folder = await temporaryFolder();
    const root = path.join(folder.path, 'root');
    const outside = path.join(folder.path, 'outside');
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await mkdir(outside);
    await symlink(outside, path.join(root, name));
    const refusal = {
      code: 'VARIANTS_OUTPUT_FOLDER_UNUSABLE',
      message: `The output folder "${root}" cannot be used: "${name}" in it is a link, and links in it are not followed.`,
    };
    const deepest = path.join(root, 'a', 'b', 'c');
    await expect(makeFolderBelow(root, deepest)).rejects.toMatchObject(refusal);
    await expect(assertNoLinkBelow(root, [deepest])).rejects.toMatchObject(refusal);
    expect(await readdir(outside)).toEqual([]);
  },
);

test('A file in the place of a folder is no folder.', async () => {
  await using folder = await temporaryFolder();
  await writeFile(path.join(folder.path, 'a'), '');
  await expect(makeFolderBelow(folder.path, path.join(folder.path, 'a'))).rejects.toThrow('EEXIST');
  await expect(makeFolderBelow(folder.path, path.join(folder.path, 'a', 'b'))).rejects.toThrow('EEXIST');
});
