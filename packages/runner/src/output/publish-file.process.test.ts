import { lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { publishFile } from './publish-file.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

test('A published file has its name and its scratch name is gone.', async () => {
  await using folder = await temporaryFolder();
  const [scratchPath, targetPath] = [join(folder.path, 's.part'), join(folder.path, 'out.mp4')];
  for (const replace of [false, true]) {
    await writeFile(scratchPath, `content ${replace}`);
    await publishFile({ scratchPath, targetPath, replace });
    expect(await readdir(folder.path)).toEqual(['out.mp4']);
    expect(await readFile(targetPath, 'utf8')).toBe(`content ${replace}`);
  }
});

test('Of many that publish under one name at the same time exactly one succeeds, and the others reject.', async () => {
  await using folder = await temporaryFolder();
  const targetPath = join(folder.path, 'out.mp4');
  const contenders = Array.from({ length: 20 }, async (_, index) => {
    const scratchPath = join(folder.path, `${index}.part`);
    await writeFile(scratchPath, String(index));
    await publishFile({ scratchPath, targetPath, replace: false });
    return String(index);
  });
  const outcomes = await Promise.allSettled(contenders);
  const winners = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(winners).toEqual([await readFile(targetPath, 'utf8')]);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'RUNNER_OUTPUT_EXISTS' });
  }
});

test('Of many that publish the same bytes at the same time one gives the file its name, and the others leave it alone.', async () => {
  await using folder = await temporaryFolder();
  const targetPath = join(folder.path, 'out.mp4');
  const publish = async (name: string, content: string) => {
    const scratchPath = join(folder.path, name);
    await writeFile(scratchPath, content);
    await publishFile({ scratchPath, targetPath, replace: 'where-it-differs' });
  };
  await publish('first.part', 'content');
  const { ino } = await stat(targetPath);
  await Promise.all(Array.from({ length: 20 }, (_, index) => publish(`${index}.part`, 'content')));
  expect((await stat(targetPath)).ino).toBe(ino);
  expect(await readdir(folder.path)).toEqual(['out.mp4']);

  await publish('other.part', 'another content');
  expect(await readFile(targetPath, 'utf8')).toBe('another content');
  await rm(targetPath);
  await symlink('/nonexistent/elsewhere', targetPath);
  await publish('last.part', 'content');
  expect((await lstat(targetPath)).isFile()).toBe(true);
});

test('A dangling link of that name is not written through.', async () => {
  await using folder = await temporaryFolder();
  const [scratchPath, targetPath] = [join(folder.path, 's.part'), join(folder.path, 'out.mp4')];
  await writeFile(scratchPath, 'content');
  await symlink('/nonexistent/elsewhere', targetPath);
  await expect(publishFile({ scratchPath, targetPath, replace: false })).rejects.toMatchObject({
    code: 'RUNNER_OUTPUT_EXISTS',
  });
});

test('Writing atomically replaces a file as a whole and leaves nothing else behind.', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'record.json');
  await writeFileAtomically(path, 'one');
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => writeFileAtomically(path, `${index}`.repeat(10_000))),
  );
  expect(await readFile(path, 'utf8')).toMatch(/^(\d+)\1*$/);
  expect(await readdir(folder.path)).toEqual(['record.json']);
});

test('Writing atomically over a folder, or into a missing one, fails and leaves nothing behind.', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'is-a-folder');
  await mkdir(join(path, 'with-content'), { recursive: true });
  await expect(writeFileAtomically(path, 'x')).rejects.toMatchObject({ code: 'RUNNER_OUTPUT_UNWRITABLE' });
  await expect(writeFileAtomically('/nonexistent/folder/x', 'x')).rejects.toMatchObject({
    code: 'RUNNER_OUTPUT_UNWRITABLE',
  });
  expect(await readdir(folder.path)).toEqual(['is-a-folder']);
});
