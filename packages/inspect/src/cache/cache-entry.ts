import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomically } from '@variegate/runner';

const digestBytes = 32;

/**
 * Reads a cache entry.
 * @returns `null` where there is none, or where it is damaged: a cache may be lost at any time.
 */
export async function readCacheEntry(path: string): Promise<Buffer | null> {
  const entry = await readFile(path).catch(() => null);
  if (entry === null || entry.length < digestBytes) return null;
  const data = entry.subarray(digestBytes);
  return digestOf(data).equals(entry.subarray(0, digestBytes)) ? data : null;
}

/**
 * Writes a cache entry, together with a digest by which {@link readCacheEntry} knows damage.
 * A cache that cannot be written (full, read-only) only costs time, so no failure is reported.
 */
export async function writeCacheEntry(path: string, data: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomically(path, Buffer.concat([digestOf(data), data]));
  } catch {
    // Nothing depends on a cache.
  }
}

function digestOf(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
