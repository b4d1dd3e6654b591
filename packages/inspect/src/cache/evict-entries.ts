import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How much one folder of a cache may hold. */
export interface CacheBound {
  /** Bytes of all entries together. */
  readonly maxBytes: number;
  readonly maxEntries: number;
}

/** The bound of each folder: the hashes of about 70 hours of video at 30 frames a second, or 100,000 fingerprints. */
export const cacheBound: CacheBound = { maxBytes: 2 * 1024 ** 3, maxEntries: 100_000 };

/** What is left when something had to go, so that not every further entry costs another look at all of them. */
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
