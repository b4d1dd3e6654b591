import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { ownIdentity, type ProcessIdentity } from './process-identity.ts';
import { createScratchFile } from './scratch-file.ts';
import { leaseName, scratchName } from './scratch-name.ts';
import { sweepScratch } from './sweep-scratch.ts';

/** A pid that was in use a moment ago. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  return child.pid ?? 0;
}

async function put(
  folder: string,
  owner: ProcessIdentity,
  kind: 'part' | 'lease',
  ageSeconds = 0,
): Promise<string> {
  const name = kind === 'part' ? scratchName(owner) : leaseName(owner);
  await writeFile(join(folder, name), 'x');
  const time = Date.now() / 1000 - ageSeconds;
  await utimes(join(folder, name), time, time);
  return name;
}

describe('Sweeping', () => {
  test('removes what a dead process of this machine left, however young, and its lease.', async () => {
    await using folder = await temporaryFolder();
    const dead = { ...(await ownIdentity()), pid: await deadPid() };
    const left = [await put(folder.path, dead, 'part'), await put(folder.path, dead, 'lease')];
    expect((await sweepScratch(folder.path)).toSorted()).toEqual(left.toSorted());
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('leaves what living processes use, however old, and everything that is not ours.', async () => {
    await using folder = await temporaryFolder();
    await using scratch = await createScratchFile(folder.path);
    await utimes(scratch.path, 0, 0);
    await writeFile(join(folder.path, 'clip.mp4'), 'x');
    await writeFile(join(folder.path, '.tmp-something.part'), 'x');
    const before = await readdir(folder.path);
    expect(before).toHaveLength(4);
    expect(await sweepScratch(folder.path)).toEqual([]);
    expect(await readdir(folder.path)).toEqual(before);
  });

  test.skipIf(process.platform !== 'linux')(
    'is not deceived by a pid that was given out again.',
    async () => {
      await using folder = await temporaryFolder();
      const self = await ownIdentity();
      const name = await put(folder.path, { ...self, startTime: String(Number(self.startTime) - 1) }, 'part');
      expect(await sweepScratch(folder.path)).toEqual([name]);
    },
  );

  test.each([
    ['another machine', { host: '00000000' }],
    ['an earlier start of a machine of the same name', { boot: '00000000' }],
    ['another container', { pidNamespace: '1' }],
  ])(
    'leaves what %s has touched in the last ten minutes, by its lease or without one.',
    async (_, difference) => {
      await using folder = await temporaryFolder();
      const other = { ...(await ownIdentity()), pid: await deadPid(), ...difference };
      await put(folder.path, other, 'part', 100_000);
      await put(folder.path, other, 'lease', 590);
      await put(folder.path, { ...other, pid: 1 }, 'part', 590);
      expect(await sweepScratch(folder.path)).toEqual([]);
      expect(await readdir(folder.path)).toHaveLength(3);
    },
  );

  test('of a missing folder does nothing.', async () => {
    expect(await sweepScratch('/nonexistent/folder')).toEqual([]);
  });

  test('can be called off while it waits for a second look.', async () => {
    await using folder = await temporaryFolder();
    const other = { ...(await ownIdentity()), host: '00000000' };
    await put(folder.path, other, 'part', 601);
    expect(await sweepScratch(folder.path, { signal: AbortSignal.timeout(50) })).toEqual([]);
    expect(await readdir(folder.path)).toHaveLength(1);
  });
});

describe('The scratch files of one process', () => {
  test('share one lease, which goes with the last of them.', async () => {
    await using folder = await temporaryFolder();
    const lease = leaseName(await ownIdentity());
    const files = await Promise.all(Array.from({ length: 5 }, () => createScratchFile(folder.path)));
    expect(await readdir(folder.path)).toHaveLength(6);
    for (const file of files) {
      expect(await readdir(folder.path)).toContain(lease);
      await file[Symbol.asyncDispose]();
    }
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('always have a lease, also when one is made while the last is being removed.', async () => {
    await using folder = await temporaryFolder();
    const lease = leaseName(await ownIdentity());
    for (let round = 0; round < 50; round += 1) {
      const first = await createScratchFile(folder.path);
      const closing = first[Symbol.asyncDispose]();
      const second = await createScratchFile(folder.path);
      await closing;
      expect(await readdir(folder.path)).toContain(lease);
      await second[Symbol.asyncDispose]();
    }
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('in a missing folder fail without leaving a lease to wait for.', async () => {
    for (let round = 0; round < 2; round += 1) {
      await expect(createScratchFile('/nonexistent/folder')).rejects.toMatchObject({
        code: 'RUNNER_OUTPUT_UNWRITABLE',
      });
    }
  });
});
