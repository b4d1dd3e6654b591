import { readFile } from 'node:fs/promises';

/** Processor time used so far, user and system, in seconds. */
export interface ProcessorTime {
  /** By this process. */
  readonly own: number;
  /** By its children that have ended; `null` where the system does not tell (not Linux). */
  readonly children: number | null;
}

/** Ticks per second of the times in `/proc`, the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Reads the processor time of this process and its children. */
export async function processorTime(): Promise<ProcessorTime> {
  const { user, system } = process.cpuUsage();
  const stat = await readFile('/proc/self/stat', 'utf8').catch(() => null);
  return { own: (user + system) / 1e6, children: stat === null ? null : childrenOf(stat) };
}

function childrenOf(stat: string): number {
  // Fields 16 and 17, cutime and cstime; the name in field 2 may contain spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}
