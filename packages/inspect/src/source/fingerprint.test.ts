import { createHash } from 'node:crypto';
import { chmod, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { fingerprint } from './fingerprint.ts';

const content = 'the content of a file';
const digest = createHash('sha256').update(content).digest('hex');

/** A file that was written long enough ago for its times to be trusted, and an empty cache. */
async function fileAtRest(folder: string) {
  const path = join(folder, 'file');
  const cacheFolder = join(folder, 'cache');
  await writeFile(path, content);
  return { path, cacheFolder, entries: () => readdir(join(cacheFolder, 'fingerprints')).catch(() => []) };
}

const untilAtRest = () => new Promise(resolve => setTimeout(resolve, 2_100));

// Some of these wait until a file has not changed for a while; they wait together.
describe.concurrent('fingerprint', () => {
  test('is the SHA-256 of the whole file', async ({ expect }) => {
    await using folder = await temporaryFolder();
    const { path, cacheFolder } = await fileAtRest(folder.path);
    expect(await fingerprint(path, { cacheFolder })).toBe(digest);
  });

  test('is cached for a file that has not changed for a while, and read from the cache', async ({
    expect,
  }) => {
    await using folder = await temporaryFolder();
    const { path, cacheFolder, entries } = await fileAtRest(folder.path);
    await untilAtRest();
    await fingerprint(path, { cacheFolder });
    const [name] = await entries();
    const entry = join(cacheFolder, 'fingerprints', name ?? '');
    // Another digest in a sound entry shows that it is believed.
    const other = createHash('sha256').update('something else').digest();
    await writeFile(entry, Buffer.concat([createHash('sha256').update(other).digest(), other]));
    expect(await fingerprint(path, { cacheFolder })).toBe(other.toString('hex'));
  });

  test('is not kept for a file that was written a moment ago, whatever its time says', async ({ expect }) => {
    await using folder = await temporaryFolder();
    const { path, cacheFolder, entries } = await fileAtRest(folder.path);
    await utimes(path, 1, 1);
    await fingerprint(path, { cacheFolder });
    expect(await entries()).toEqual([]);
  });

  test('is made again when an entry is damaged', async ({ expect }) => {
    await using folder = await temporaryFolder();
    const { path, cacheFolder, entries } = await fileAtRest(folder.path);
    await untilAtRest();
    await fingerprint(path, { cacheFolder });
    const [name] = await entries();
    const entry = join(cacheFolder, 'fingerprints', name ?? '');
    const bytes = await readFile(entry);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await writeFile(entry, bytes);
    expect(await fingerprint(path, { cacheFolder })).toBe(digest);
  });

  test('changes with the file, even when its size and time of modification stay', async ({ expect }) => {
    await using folder = await temporaryFolder();
    const { path, cacheFolder } = await fileAtRest(folder.path);
    await utimes(path, 1, 1);
    await untilAtRest();
    await fingerprint(path, { cacheFolder });
    await writeFile(path, content.toUpperCase());
    await utimes(path, 1, 1);
    expect(await fingerprint(path, { cacheFolder })).not.toBe(digest);
  });

  test('does without a cache that cannot be written', async ({ expect }) => {
    await using folder = await temporaryFolder();
    const { path } = await fileAtRest(folder.path);
    const blocked = join(folder.path, 'blocked');
    await writeFile(blocked, 'a file where a folder should be');
    await chmod(blocked, 0o400);
    expect(await fingerprint(path, { cacheFolder: blocked })).toBe(digest);
  });

  test('is refused for a folder and for a missing file', async ({ expect }) => {
    await using folder = await temporaryFolder();
    await expect(fingerprint(folder.path)).rejects.toMatchObject({ reason: 'directory' });
    await expect(fingerprint(join(folder.path, 'gone'))).rejects.toMatchObject({ reason: 'missing' });
  });

  test('stops when it is cancelled', async ({ expect }) => {
    await using folder = await temporaryFolder();
    const { path, cacheFolder } = await fileAtRest(folder.path);
    const reason = new Error('enough');
    await expect(fingerprint(path, { cacheFolder, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
