import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultCacheFolder, evictEntries, readCacheEntry, writeCacheEntry } from './cache.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const kilobyte = Buffer.alloc(1000, 7);

/** Writes entries of a kilobyte named 0 to 9, each used an hour after the one before it. */
async function tenEntries(folder: string): Promise<(name: number) => string> {
  const path = (name: number) => join(folder, String(name));
  for (let name = 0; name < 10; name++) {
    await writeCacheEntry(path(name), kilobyte);
    const hour = Date.now() / 1000 - (10 - name) * 3600;
    await utimes(path(name), hour, hour);
  }
  return path;
}

describe('A folder of the cache', () => {
  test('keeps everything up to its bound', async () => {
    await using folder = await temporaryFolder();
    await tenEntries(folder.path);
    await evictEntries(folder.path, { maxBytes: 20_000, maxEntries: 10 });
    expect(await readdir(folder.path)).toHaveLength(10);
  });

  test.each([
    ['bytes', { maxBytes: 6000, maxEntries: 100 }],
    ['entries', { maxBytes: 1_000_000, maxEntries: 6 }],
  ])('loses what was not used for longest when it has more %s than that', async (_, bound) => {
    await using folder = await temporaryFolder();
    await tenEntries(folder.path);
    await evictEntries(folder.path, bound);
    expect((await readdir(folder.path)).toSorted()).toEqual(['5', '6', '7', '8', '9']);
  });

  test('keeps an old entry that is read', async () => {
    await using folder = await temporaryFolder();
    const path = await tenEntries(folder.path);
    expect(await readCacheEntry(path(0))).toEqual(kilobyte);
    await evictEntries(folder.path, { maxBytes: 1_000_000, maxEntries: 3 });
    expect((await readdir(folder.path)).toSorted()).toEqual(['0', '9']);
  });

  test.each([
    ['entries', { maxBytes: 1_000_000, maxEntries: 20 }, 1],
    ['bytes', { maxBytes: 20_000, maxEntries: 1000 }, 1000],
  ])('never grows a tenth beyond its bound of %s, however much is written', async (_, bound, bytes) => {
    await using folder = await temporaryFolder();
    const data = Buffer.alloc(bytes, 1);
    const count = 60;
    for (let name = 0; name < count; name++) {
      await writeCacheEntry(join(folder.path, String(name)), data, bound);
      expect((await readdir(folder.path)).length).toBeLessThanOrEqual(22);
    }
    expect(await readCacheEntry(join(folder.path, String(count - 1)))).toEqual(data);
  });
});

const home = '/home/ada';

test.each([
  ['linux', {}, '/home/ada/.cache/variegate'],
  ['linux', { XDG_CACHE_HOME: '/var/caches' }, '/var/caches/variegate'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/ada/.cache/variegate'],
  ['darwin', {}, '/home/ada/Library/Caches/variegate'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/variegate/cache'],
  ['win32', {}, '/home/ada/AppData/Local/variegate/cache'],
] as const)('The cache on %s with %o lies in %s.', (platform, environment, expected) => {
  expect(defaultCacheFolder({ platform, environment, home }).replaceAll('\\', '/')).toBe(expected);
});
