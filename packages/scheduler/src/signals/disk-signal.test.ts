import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { freeDiskSignal } from './disk-signal.ts';

const freeBytes = async (): Promise<number> => {
  const { bavail, bsize } = await statfs(tmpdir());
  return bavail * bsize;
};

test('with enough free space tasks start freely.', async () => {
  const signal = freeDiskSignal({ path: tmpdir(), minFreeBytes: 1 });
  expect(await signal.read()).toMatchObject({ start: 'freely', evict: false });
});

test('below the mark nothing starts at all.', async () => {
  const signal = freeDiskSignal({ path: tmpdir(), minFreeBytes: (await freeBytes()) * 2 });
  expect(await signal.read()).toMatchObject({ start: 'no', evict: false });
});

test('a folder that does not exist is an error, not an answer.', async () => {
  await expect(freeDiskSignal({ path: '/does/not/exist', minFreeBytes: 1 }).read()).rejects.toThrow('ENOENT');
});
