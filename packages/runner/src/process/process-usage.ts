import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** What a running process has used up to now. */
export interface ProcessUsage {
  /** User plus system time, in seconds. */
  readonly cpuSeconds: number;
  /** Highest resident size so far, in bytes. */
  readonly peakMemoryBytes: number;
}

// Linux reports times to user space in hundredths of a second on every architecture (USER_HZ).
const ticksPerSecond = 100;

/** Reads the usage of a process from `/proc`; `null` once it is gone, and on systems without `/proc`. */
export async function readProcessUsage(pid: number): Promise<ProcessUsage | null> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ]);
    return parseProcessUsage(stat, status);
  } catch {
    return null;
  }
}

/** The same at once, for a process that may be gone in the next moment. */
export function readProcessUsageNow(pid: number): ProcessUsage | null {
  try {
    const [stat, status] = ['stat', 'status'].map(name => readFileSync(`/proc/${pid}/${name}`, 'utf8'));
    return parseProcessUsage(stat ?? '', status ?? '');
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
 * @returns Bytes, or `null` where nobody knows.
 * @see https://man7.org/linux/man-pages/man2/getrusage.2.html
 */
export function peakMemory(
  { cpuSeconds, peakMemoryBytes }: Partial<ProcessUsage>,
  sampled: ProcessUsage | null,
  inheritedBytes: number,
): number | null {
  if (sampled === null) return peakMemoryBytes ?? null;
  if (peakMemoryBytes === undefined) return sampled.peakMemoryBytes;
  if (peakMemoryBytes > inheritedBytes) return peakMemoryBytes;
  return sampled.cpuSeconds < (cpuSeconds ?? 0) / 2 ? null : sampled.peakMemoryBytes;
}

/** The usage in the texts of `/proc/<pid>/stat` and `/proc/<pid>/status`; `null` for a process without memory (a zombie). */
export function parseProcessUsage(stat: string, status: string): ProcessUsage | null {
  // The name in field 2 may contain spaces and brackets; the fields after the last bracket are plain.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  if (peak === null) return null;
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { cpuSeconds: ticks / ticksPerSecond, peakMemoryBytes: Number(peak[1]) * 1024 };
}
