import { mkdir, mkdtempDisposable, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { expandInputs } from './expand-inputs.ts';

async function tree(files: readonly string[]) {
  const folder = await mkdtempDisposable(path.join(tmpdir(), 'inputs-'));
  for (const file of files) {
    await mkdir(path.dirname(path.join(folder.path, file)), { recursive: true });
    await writeFile(path.join(folder.path, file), file);
  }
  return folder;
}

async function expand(
  folder: string,
  inputs: readonly string[],
  recursive = false,
): Promise<readonly string[]> {
  const found = await expandInputs(inputs, { recursive, outDir: path.join(folder, 'out') });
  return found.map(input => path.relative(folder, input.path));
}

test('A folder means its videos, sorted, without hidden files, other files and the output folder.', async () => {
  await using folder = await tree([
    'b.mp4',
    'a.MKV',
    'B.mov',
    '.c.mp4',
    'notes.txt',
    'sub/d.mp4',
    'out/e.mp4',
  ]);
  expect(await expand(folder.path, [folder.path])).toEqual(['B.mov', 'a.MKV', 'b.mp4']);
  expect(await expand(folder.path, [folder.path], true)).toEqual([
    'B.mov',
    'a.MKV',
    'b.mp4',
    path.join('sub', 'd.mp4'),
  ]);
});

test('A folder means whatever ending docs/inputs.md names, and no stills and no sound.', async () => {
  const page = await readFile(new URL('../../../../docs/inputs.md', import.meta.url), 'utf8');
  const sentence = /A folder or a glob takes up[^;]*/.exec(page)?.[0] ?? '';
  const named = [...sentence.matchAll(/`\.(\w+)`/g)].map(([, ending]) => `a.${ending}`);
  expect(named).toEqual(expect.arrayContaining(['a.gif', 'a.apng', 'a.mxf', 'a.y4m']));
  await using folder = await tree([...named, 'a.png', 'a.jpg', 'a.m4a', 'a.mka', 'a.ogg', 'a.m3u8']);
  expect(await expand(folder.path, [folder.path])).toEqual(named.toSorted());
});

test('A link that leads back up makes no endless search, and a link to a file counts.', async () => {
  await using folder = await tree(['a.mp4', 'sub/b.mp4']);
  await symlink(folder.path, path.join(folder.path, 'sub', 'loop.mp4'));
  await symlink(path.join(folder.path, 'a.mp4'), path.join(folder.path, 'sub', 'link.mp4'));
  expect(await expand(folder.path, [folder.path], true)).toEqual([
    'a.mp4',
    path.join('sub', 'b.mp4'),
    path.join('sub', 'link.mp4'),
  ]);
});

test('Named files stay in the order given and are kept even where they do not exist or have another ending.', async () => {
  await using folder = await tree(['z.mp4', 'clip.dat']);
  const inputs = ['z.mp4', 'clip.dat', 'missing.mp4'].map(name => path.join(folder.path, name));
  expect(await expand(folder.path, inputs)).toEqual(['z.mp4', 'clip.dat', 'missing.mp4']);
});

test('A list names paths line by line, relative to its own folder.', async () => {
  await using folder = await tree(['lists/a.mp4', 'lists/sub/b.mp4']);
  const list = path.join(folder.path, 'lists', 'list.txt');
  await writeFile(list, 'a.mp4\r\n\nsub\n');
  expect(await expand(folder.path, [`@${list}`])).toEqual([
    path.join('lists', 'a.mp4'),
    path.join('lists', 'sub', 'b.mp4'),
  ]);
});

test('A list may begin with a byte order mark, which is no part of its first path.', async () => {
  await using folder = await tree(['ä.mp4']);
  const list = path.join(folder.path, 'list.txt');
  await writeFile(list, '\uFEFFä.mp4\n');
  expect(await expand(folder.path, [`@${list}`])).toEqual(['ä.mp4']);
});

test.each([
  ['is not text in UTF-8; save it as UTF-8', Buffer.from('\uFEFFa.mp4\n', 'utf16le')],
  ['is not text in UTF-8; save it as UTF-8', Buffer.from('ä.mp4\n', 'latin1')],
  ['has more than 100000 lines, the most that are read', 'a.mp4\n'.repeat(100_001)],
  ['has a line of more than 4096 characters', 'a'.repeat(4097)],
])('A list that %s is refused by name.', async (problem, content) => {
  await using folder = await tree(['a.mp4']);
  const list = path.join(folder.path, 'list.txt');
  await writeFile(list, content);
  await expect(expand(folder.path, [`@${list}`])).rejects.toMatchObject({
    code: 'VARIANTS_INPUTS_UNUSABLE',
    message: `The list "${list}" ${problem}.`,
  });
});

test('A list of gigabytes is refused without being read.', async () => {
  await using folder = await tree(['list.txt']);
  const list = path.join(folder.path, 'list.txt');
  await truncate(list, 2 ** 36);
  await expect(expand(folder.path, [`@${list}`])).rejects.toMatchObject({
    code: 'VARIANTS_INPUTS_UNUSABLE',
    message: `The list "${list}" is larger than 32 MiB, the most that is read.`,
  });
});

test('A glob is expanded, and a file whose name looks like one is taken as it is.', async () => {
  await using folder = await tree(['a1.mp4', 'a2.mp4', 'b[1].mp4']);
  const glob = `${folder.path.replaceAll('\\', '/')}/a*.mp4`;
  expect(await expand(folder.path, [glob])).toEqual(['a1.mp4', 'a2.mp4']);
  expect(await expand(folder.path, [path.join(folder.path, 'b[1].mp4')])).toEqual(['b[1].mp4']);
});

test('A folder without videos and a list that is missing are refused by name.', async () => {
  await using folder = await tree(['notes.txt']);
  await expect(expand(folder.path, [folder.path])).rejects.toMatchObject({
    code: 'VARIANTS_INPUTS_UNUSABLE',
  });
  await expect(expand(folder.path, ['@nowhere.txt'])).rejects.toThrow(
    'The list "nowhere.txt" cannot be read.',
  );
});
