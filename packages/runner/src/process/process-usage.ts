import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseProcessStatus } from '@variegate/ground';

/** What a running process has used up to now. */
export interface ProcessUsage {
  /** User plus system time, in seconds. */
  readonly cpuSeconds: number;
  /** Highest resident size so far, in bytes. */
  readonly peakMemoryBytes: number;
  /** Bytes read so far, from wherever; `null` where the system does not report it. */
  readonly readBytes: number | null;
}

/** In the place of `/proc/<pid>/io`, which some systems hide. */
const notReported = '';

/** Reads the usage of a process from `/proc`; `null` once it is gone, and on systems without `/proc`. */
export async function readProcessUsage(pid: number): Promise<ProcessUsage | null> {
  try {
    const [stat, status, io] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
      readFile(`/proc/${pid}/io`, 'utf8').catch(() => notReported),
    ]);
    return parseProcessUsage(stat, status, io);
  } catch {
    return null;
  }
}

/** The same at once and without what was read, for a process that may be gone in the next moment. */
export function readProcessUsageNow(pid: number): ProcessUsage | null {
  try {
    const [stat, status] = ['stat', 'status'].map(name => readFileSync(`/proc/${pid}/${name}`, 'utf8'));
    return parseProcessUsage(stat ?? '', status ?? '', notReported);
  } catch {
    return null;
  }
}

/**
 * The peak of a process by what it says of itself and by what was sampled. On Linux a process starts with the peak of
 * the one that started it, since that is what it was before it became another program: so a figure that is not above
 * ours is most likely ours, and the kernel's mark for its own memory, as sampled, is the better one. A sample from
 * before half of the work was done says nothing of the peak, and then it is not known.
 *
 * @param reported - what the process said of itself at its end.
 * @param sampled - the last sample of it; `null` without any, which is how it is where a peak is not passed on.
 * @param inheritedBytes - the peak of this process when it started the other one.
 * @returns Bytes, or `null` where it is unknown.
 * @see https://man7.org/linux/man-pages/man2/getrusage.2.html
 */
export function peakMemory(
  { cpuSeconds, peakMemoryBytes }: Partial<ProcessUsage>,
  sampled: Pick<ProcessUsage, 'cpuSeconds' | 'peakMemoryBytes'> | null,
  inheritedBytes: number,
): number | null {
  if (sampled === null) return peakMemoryBytes ?? null;
  if (peakMemoryBytes === undefined) return sampled.peakMemoryBytes;
  if (peakMemoryBytes > inheritedBytes) return peakMemoryBytes;
  return sampled.cpuSeconds < (cpuSeconds ?? 0) / 2 ? null : sampled.peakMemoryBytes;
}

/**
 * The usage in the texts of `/proc/<pid>/stat`, `status` and `io`, the last of which may be empty; `null` for a process
 * without memory (a zombie).
 */
export function parseProcessUsage(stat: string, status: string, io: string): ProcessUsage | null {
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  if (peak === null) return null;
  const read = /^rchar: (\d+)$/m.exec(io);
  return {
    cpuSeconds: parseProcessStatus(stat).cpuSeconds,
    peakMemoryBytes: Number(peak[1]) * 1024,
    readBytes: read === null ? null : Number(read[1]),
  };
}
