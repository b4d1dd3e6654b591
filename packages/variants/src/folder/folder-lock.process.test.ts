import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { lockFolder } from './folder-lock.ts';

test('The lock is free again once it was given back, and nothing is left of it.', async () => {
  await using folder = await temporaryFolder();
  {
    await using _ = await lockFolder(folder.path, 'the folder');
    await expect(lockFolder(folder.path, 'the folder')).rejects.toMatchObject({
      code: 'VARIANTS_OUTPUT_FOLDER_BUSY',
      message: `Another process (pid ${process.pid}) is working in "the folder".`,
    });
  }
  await using _ = await lockFolder(folder.path, 'the folder');
  expect(await readdir(folder.path)).toHaveLength(2);
});

test('Of many that ask at once, at no time more than one holds the lock, and one gets it.', async () => {
  await using folder = await temporaryFolder();
  let holders = 0;
  let held = 0;
  const ask = async () => {
    try {
      await using _ = await lockFolder(folder.path, 'the folder');
      holders += 1;
      held += 1;
      expect(holders).toBe(1);
      await new Promise(resolve => setTimeout(resolve, 5));
      holders -= 1;
    } catch (error) {
      expect(error).toMatchObject({ code: 'VARIANTS_OUTPUT_FOLDER_BUSY' });
    }
  };
  for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 4 }, ask));
  expect(held).toBeGreaterThanOrEqual(1);
  expect(await readdir(folder.path)).toEqual([]);
});

test.skipIf(process.platform !== 'linux')('The lock of a killed process is taken over.', async () => {
  await using folder = await temporaryFolder();
  const holder = spawn(process.execPath, [
    ...['--input-type=module-typescript', '--eval'],
    `import { lockFolder } from ${JSON.stringify(new URL('./folder-lock.ts', import.meta.url).href)};
     await lockFolder(${JSON.stringify(folder.path)}, 'the folder');
     console.log('held');
     setInterval(() => {}, 1000);`,
  ]);
  await once(holder.stdout, 'data');
  await expect(lockFolder(folder.path, 'the folder')).rejects.toThrow(`(pid ${holder.pid})`);
  holder.kill('SIGKILL');
  await once(holder, 'close');
  await using _ = await lockFolder(folder.path, 'the folder');
});

test('A claim from another machine stands until it was not touched for ten minutes.', async () => {
  await using folder = await temporaryFolder();
  const foreign = path.join(folder.path, '0badcafe-0badcafe-1-4242-1-abcdef');
  await writeFile(`${foreign}.claim`, '');
  await writeFile(`${foreign}.held`, '');
  await expect(lockFolder(folder.path, 'the folder')).rejects.toThrow('(pid 4242)');
  const old = new Date(Date.now() - 601_000);
  await utimes(`${foreign}.claim`, old, old);
  await using _ = await lockFolder(folder.path, 'the folder');
});
