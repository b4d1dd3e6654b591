import { createHash } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { readRegularFile } from './input/read-regular-file.ts';
import { makeFolder } from './output/make-folder.ts';
import { writeFileAtomically } from './output/write-file-atomically.ts';

const digestBytes = 32;

/** Share of a folder's bound that this process may add between two checks of its size. */
const addedBetweenChecks = 0.1;

/** What this process has added to each folder since it last looked. */
const added = new Map<string, { bytes: number; entries: number }>();

/**
 * Reads a cache entry.
 * @returns `null` where there is none, or where it is damaged: a cache may be lost at any time.
 */
export async function readCacheEntry(path: string): Promise<Buffer | null> {
  const entry = await readRegularFile(path).catch(() => null);
  if (entry === null || entry.length < digestBytes) return null;
  const data = entry.subarray(digestBytes);
  if (!digestOf(data).equals(entry.subarray(0, digestBytes))) return null;
  await markAsUsed(path);
  return data;
}

/**
 * Writes a cache entry, together with a digest by which {@link readCacheEntry} knows damage. The folder is kept
 * near its bound. A cache that cannot be written (full, read-only) only costs time, so no failure is reported.
 */
export async function writeCacheEntry(
  path: string,
  data: Uint8Array,
  bound: CacheBound = cacheBound,
): Promise<void> {
  const folder = dirname(path);
  try {
    await makeFolder(folder);
    await writeFileAtomically(path, Buffer.concat([digestOf(data), data]));
    if (isCheckDue(folder, data.length, bound)) await evictEntries(folder, bound);
  } catch {
    // Nothing depends on a cache.
  }
}

/** At the first entry that this process adds to a folder, and whenever it has added a good part of the bound. */
function isCheckDue(folder: string, bytes: number, { maxBytes, maxEntries }: CacheBound): boolean {
  const before = added.get(folder);
  const now = { bytes: (before?.bytes ?? 0) + bytes, entries: (before?.entries ?? 0) + 1 };
  const look =
    before === undefined ||
    now.bytes > maxBytes * addedBetweenChecks ||
    now.entries > maxEntries * addedBetweenChecks;
  added.set(folder, look ? { bytes: 0, entries: 0 } : now);
  return look;
}

/** What is used often must not be taken for old. */
async function markAsUsed(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => {});
}

function digestOf(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

/** How much one folder of a cache may hold. */
export interface CacheBound {
  /** Bytes of all entries together. */
  readonly maxBytes: number;
  readonly maxEntries: number;
}

/** The bound of each folder: the hashes of about 70 hours of video at 30 frames a second, or 100,000 fingerprints. */
const cacheBound: CacheBound = { maxBytes: 2 * 1024 ** 3, maxEntries: 100_000 };

/** What an eviction leaves, so that not every further entry costs another check of all of them. */
const keptShare = 0.9;

interface Entry {
  readonly path: string;
  readonly bytes: number;
  readonly usedMs: number;
}

/**
 * Removes the entries of a cache folder that were not used for longest, where there is more than the bound allows.
 * Reading an entry counts as use. What another process removes or adds meanwhile does no harm.
 */
export async function evictEntries(
  folder: string,
  { maxBytes, maxEntries }: CacheBound = cacheBound,
): Promise<void> {
  const entries = await entriesOf(folder);
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (bytes <= maxBytes && entries.length <= maxEntries) return;
  let [bytesLeft, entriesLeft] = [bytes, entries.length];
  for (const entry of entries.toSorted((a, b) => a.usedMs - b.usedMs)) {
    if (bytesLeft <= maxBytes * keptShare && entriesLeft <= maxEntries * keptShare) return;
    await rm(entry.path, { force: true });
    bytesLeft -= entry.bytes;
    entriesLeft -= 1;
  }
}

async function entriesOf(folder: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => null);
    if (stats?.isFile() === true) entries.push({ path, bytes: stats.size, usedMs: stats.mtimeMs });
  }
  return entries;
}

/** What {@link defaultCacheFolder} depends on. */
export interface CacheEnvironment {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
}

/**
 * Where this user's caches live: `$XDG_CACHE_HOME/variegate` (by default `~/.cache/variegate`),
 * `~/Library/Caches/variegate` on macOS, `%LOCALAPPDATA%\variegate\cache` on Windows.
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function defaultCacheFolder(
  { platform, environment, home }: CacheEnvironment = {
    platform: process.platform,
    environment: process.env,
    home: homedir(),
  },
): string {
  const configured = environment['XDG_CACHE_HOME'];
  // The specification has relative paths ignored.
  if (configured?.startsWith('/')) return join(configured, 'variegate');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'variegate');
  if (platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'variegate', 'cache');
  }
  return join(home, '.cache', 'variegate');
}
