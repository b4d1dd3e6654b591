import { statfs } from 'node:fs/promises';
import type { LoadSignal } from './load-signal.ts';

/** Which disk, and how much of it must stay free. */
export interface DiskSignalOptions {
  /** A folder on it. */
  readonly path: string;
  /** Below this nothing starts at all, in bytes, > 0. */
  readonly minFreeBytes: number;
  /** Starts continue from here, in bytes. @default 1.1 x minFreeBytes */
  readonly resumeBytes?: number | undefined;
}

/** Watches free disk space; below the mark nothing starts, not even when nothing runs, until there is more. */
export function freeDiskSignal(options: DiskSignalOptions): LoadSignal {
  const { path, minFreeBytes, resumeBytes = minFreeBytes * 1.1 } = options;
  let holding = false;
  return {
    name: 'free disk',
    async read() {
      const { bavail, bsize } = await statfs(path);
      const freeBytes = bavail * bsize;
      holding = freeBytes < minFreeBytes || (holding && freeBytes < resumeBytes);
      const detail = `${Math.floor(freeBytes / 1e6)} MB free at ${path}`;
      return { start: holding ? 'no' : 'freely', evict: false, detail };
    },
  };
}
