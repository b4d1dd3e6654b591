import { readFile } from 'node:fs/promises';
import { parseProcessStatus } from '@variegate/ground';

/** Processor time used so far, user and system, in seconds. */
export interface ProcessorTime {
  /** By this process. */
  readonly own: number;
  /** By its children that have ended; `null` where the system does not report it (not Linux). */
  readonly children: number | null;
}

/** Reads the processor time of this process and its children. */
export async function processorTime(): Promise<ProcessorTime> {
  const { user, system } = process.cpuUsage();
  const stat = await readFile('/proc/self/stat', 'utf8').catch(() => null);
  return {
    own: (user + system) / 1e6,
    children: stat === null ? null : parseProcessStatus(stat).childrenCpuSeconds,
  };
}
