import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { holdLease } from './lease.ts';
import { createOwnFile, openOwnFile, readOwnText } from './own-file.ts';
import { ownIdentity } from './process-identity.ts';
import { leaseName } from './scratch-name.ts';

const refusal = { code: 'RUNNER_OUTPUT_UNWRITABLE', message: expect.stringContaining('is a link or no') };

test('A link is neither read nor written through, whether or not it leads to a file.', async () => {
  await using folder = await temporaryFolder();
  const [link, target] = [join(folder.path, 'link'), join(folder.path, 'target')];
  await symlink(target, link);
  for (const flags of [constants.O_RDONLY, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND]) {
    await expect(openOwnFile(link, flags)).rejects.toMatchObject(refusal);
  }
  expect(await readdir(folder.path)).toEqual(['link']);
  await writeFile(target, 'precious');
  await expect(openOwnFile(link, constants.O_RDWR | constants.O_CREAT)).rejects.toMatchObject(refusal);
  await expect(readOwnText(link, { maxMebibytes: 1 })).rejects.toMatchObject(refusal);
  expect(await readOwnText(target, { maxMebibytes: 1 })).toBe('precious');
});

test.skipIf(process.platform === 'win32')('A pipe in the place of a file hangs nothing.', async () => {
  await using folder = await temporaryFolder();
  const pipe = join(folder.path, 'pipe');
  execFileSync('mkfifo', [pipe]);
  for (const flags of [constants.O_RDONLY, constants.O_WRONLY, constants.O_RDWR | constants.O_CREAT]) {
    await expect(openOwnFile(pipe, flags)).rejects.toMatchObject(refusal);
  }
});

test('A file is made anew in the place of a link, and of a lease that could be foreseen.', async () => {
  await using folder = await temporaryFolder();
  const [target, made] = [join(folder.path, 'target'), join(folder.path, 'made')];
  const lease = join(folder.path, leaseName(await ownIdentity()));
  await writeFile(target, 'precious');
  await symlink(target, made);
  await symlink(target, lease);
  {
    await using file = await createOwnFile(made);
    await file.write('mine');
    await using _ = await holdLease(folder.path);
  }
  expect(await readFile(made, 'utf8')).toBe('mine');
  expect(await readFile(target, 'utf8')).toBe('precious');
});
