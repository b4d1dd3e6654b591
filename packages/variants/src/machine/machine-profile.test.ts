import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { capacityOf } from '../batch/host.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type MachineProfile, readMachineProfile, saveMachineProfile } from './machine-profile.ts';

const ffmpeg = { identity: '7.1:1-2-3-4' };
test('A saved profile is read back on the same machine, and auto takes its number for its threads.', async () => {
  await using folder = await temporaryFolder();
  const options = { ffmpeg, cacheFolder: folder.path };
  await saveMachineProfile([{ threads: 1, workers: 3 }], options);
  const profile = await readMachineProfile(options);
  expect(profile?.best).toEqual([{ threads: 1, workers: 3 }]);
  const capacity = (threads: number, maxWorkers: number | 'auto' = 'auto', cacheFolder = folder.path) =>
    capacityOf({ maxWorkers, threads, cacheFolder, memoryLimit: 0.8, ffmpegPath: null }, ffmpeg);
  expect(await capacity(1)).toEqual({ workers: 3, slots: 3 });
  expect(await capacity(1, 5)).toEqual({ workers: 5, slots: 5 });
  await using empty = await temporaryFolder();
  expect(await capacity(2)).toEqual(await capacity(2, 'auto', empty.path));
});

test.each<[string, (profile: MachineProfile) => unknown]>([
  ['of other cores', ({ machine, ...rest }) => ({ ...rest, machine: { ...machine, cores: 1000 } })],
  ['of another ffmpeg', ({ machine, ...rest }) => ({ ...rest, machine: { ...machine, ffmpeg: '6' } })],
  ['of other memory', ({ machine, ...rest }) => ({ ...rest, machine: { ...machine, memoryBytes: 1e6 } })],
  ['of another version', profile => ({ ...profile, formatVersion: 2 })],
  ['of nonsense', () => 'nonsense'],
])('A profile %s counts for nothing.', async (_, change) => {
  await using folder = await temporaryFolder();
  const options = { ffmpeg, cacheFolder: folder.path };
  const file = await saveMachineProfile([{ threads: 1, workers: 3 }], options);
  await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, 'utf8')))));
  expect(await readMachineProfile(options)).toBeNull();
});

test('Without a profile there is none.', async () => {
  await using folder = await temporaryFolder();
  expect(await readMachineProfile({ ffmpeg, cacheFolder: folder.path })).toBeNull();
});
