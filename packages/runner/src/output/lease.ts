import { type FileHandle, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createOwnFile } from './own-file.ts';
import { ownIdentity } from './process-identity.ts';
import { leaseName } from './scratch-name.ts';

/** Milliseconds between two touches of a lease. */
export const leasePeriodMs = 10_000;

interface OpenLease {
  readonly path: string;
  readonly handle: FileHandle;
  readonly timer: NodeJS.Timeout;
}

interface FolderLease {
  holders: number;
  /** The last opening or closing; the next one waits for it, since both go by the same name. */
  state: Promise<OpenLease | null>;
}

// The leases of this process, by folder: process-wide by their nature, like the pid in their names.
const leases = new Map<string, FolderLease>();

/**
 * Says, by a file in the folder that is touched every ten seconds, that this process lives and that its scratch files
 * there are in use. Other machines and containers, which cannot see the process, go by that file. All holders in
 * one process share one lease; the last one to release it removes it.
 */
export async function holdLease(folder: string): Promise<AsyncDisposable> {
  const lease = leases.get(folder) ?? { holders: 0, state: Promise.resolve(null) };
  leases.set(folder, lease);
  lease.holders += 1;
  if (lease.holders === 1) lease.state = lease.state.then(() => openLease(folder));
  let release = async () => {
    release = async () => {};
    lease.holders -= 1;
    if (lease.holders > 0) return;
    lease.state = lease.state.then(closeLease, () => null);
    await lease.state;
    if (lease.holders === 0) leases.delete(folder);
  };
  try {
    await lease.state;
  } catch (error) {
    await release();
    throw error;
  }
  return { [Symbol.asyncDispose]: () => release() };
}

async function openLease(folder: string): Promise<OpenLease> {
  const path = join(folder, leaseName(await ownIdentity()));
  // Its name can be foreseen, as it has to be found by others.
  const handle = await createOwnFile(path);
  // Setting times would write this machine's clock; writing a byte takes the file system's own.
  const touch = () => handle.write('.', 0).catch(() => {});
  await touch();
  return { path, handle, timer: setInterval(touch, leasePeriodMs).unref() };
}

async function closeLease(lease: OpenLease | null): Promise<null> {
  if (lease === null) return null;
  clearInterval(lease.timer);
  await lease.handle.close();
  await rm(lease.path, { force: true });
  return null;
}
