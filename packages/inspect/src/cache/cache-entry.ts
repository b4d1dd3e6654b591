import { createHash } from 'node:crypto';
import { mkdir, readFile, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomically } from '@variegate/runner';
import { type CacheBound, cacheBound, evictEntries } from './evict-entries.ts';

const digestBytes = 32;

/** Share of a folder's bound that this process may add between two looks at how much is there. */
const addedBetweenLooks = 0.1;

/** What this process has added to each folder since it last looked. */
const added = new Map<string, { bytes: number; entries: number }>();

/**
 * Reads a cache entry.
 * @returns `null` where there is none, or where it is damaged: a cache may be lost at any time.
 */
export async function readCacheEntry(path: string): Promise<Buffer | null> {
  const entry = await readFile(path).catch(() => null);
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
    await mkdir(folder, { recursive: true });
    await writeFileAtomically(path, Buffer.concat([digestOf(data), data]));
    if (isTimeToLook(folder, data.length, bound)) await evictEntries(folder, bound);
  } catch {
    // Nothing depends on a cache.
  }
}

/** At the first entry that this process adds to a folder, and whenever it has added a good part of the bound. */
function isTimeToLook(folder: string, bytes: number, { maxBytes, maxEntries }: CacheBound): boolean {
  const before = added.get(folder);
  const now = { bytes: (before?.bytes ?? 0) + bytes, entries: (before?.entries ?? 0) + 1 };
  const look =
    before === undefined ||
    now.bytes > maxBytes * addedBetweenLooks ||
    now.entries > maxEntries * addedBetweenLooks;
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
