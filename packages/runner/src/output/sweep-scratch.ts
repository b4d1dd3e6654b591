import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { leasePeriodMs } from './lease.ts';
import { isAlive, ownIdentity } from './process-identity.ts';
import { leaseName, parseScratchName, scratchName } from './scratch-name.ts';

/** Age at which the lease of an owner that cannot be seen from here has run out. */
const leaseExpiryMs = 600_000;

/** A living owner touches its lease within this time, whatever a clock that jumped says about its age. */
const secondCheckAfterMs = leasePeriodMs + 2_000;

/** How {@link sweepScratch} waits. */
export interface SweepOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Removes what dead processes left in a folder and returns the names. Of this machine, kernel and pid namespace, a
 * process that no longer runs is dead. Any other owner is taken for dead when its lease, or the file itself where
 * there is no lease, is ten minutes old by the clock of the file system, and is still untouched twelve seconds later:
 * only then does this call take that long. A folder that cannot be read or written is left as it is.
 */
export async function sweepScratch(
  folder: string,
  { signal }: SweepOptions = {},
): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const swept: string[] = [];
  const doubtful: string[] = [];
  for (const name of names) {
    const parsed = parseScratchName(name);
    if (parsed === null) continue;
    const alive = await isAlive(parsed.owner);
    if (alive === 'unknown') doubtful.push(name);
    else if (!alive && (await removed(folder, name))) swept.push(name);
  }
  for (const name of await expired(folder, doubtful, signal)) {
    if (await removed(folder, name)) swept.push(name);
  }
  return swept;
}

/** Those of the given names whose owners have not touched their leases, looked at twice. */
async function expired(folder: string, names: readonly string[], signal: AbortSignal | undefined) {
  if (names.length === 0) return [];
  const now = await fileSystemTime(folder);
  if (now === null) return [];
  const first = new Map<string, number>();
  for (const name of names) {
    const touched = await lastTouch(folder, name);
    if (touched !== null && now - touched >= leaseExpiryMs) first.set(name, touched);
  }
  if (first.size === 0) return [];
  try {
    await delay(secondCheckAfterMs, undefined, signal === undefined ? {} : { signal });
  } catch {
    return []; // called off: what is left is left for the next sweep
  }
  const still: string[] = [];
  for (const [name, touched] of first) if ((await lastTouch(folder, name)) === touched) still.push(name);
  return still;
}

/** When the owner of a scratch file last touched its lease, in milliseconds of the file system's clock. */
async function lastTouch(folder: string, name: string): Promise<number | null> {
  const owner = parseScratchName(name)?.owner;
  if (owner === undefined) return null;
  return (await modified(join(folder, leaseName(owner)))) ?? (await modified(join(folder, name)));
}

async function modified(path: string): Promise<number | null> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? null;
}

/** The time by the clock of the file system, which may be another machine's: that of a file written just now. */
async function fileSystemTime(folder: string): Promise<number | null> {
  const path = join(folder, scratchName(await ownIdentity()));
  try {
    const handle = await open(path, 'wx');
    try {
      await handle.write('.');
      return (await handle.stat()).mtimeMs;
    } finally {
      await handle.close();
      await rm(path, { force: true });
    }
  } catch {
    return null;
  }
}

async function removed(folder: string, name: string): Promise<boolean> {
  try {
    await rm(join(folder, name));
    return true;
  } catch {
    return false; // another process swept it, or the folder is not ours to write to
  }
}
