import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One boundary within which memory is shared: the machine, or a control group. */
export interface MemoryScope {
  /** For display, such as `cgroup v2 /user.slice memory.high`. */
  readonly name: string;
  /** The most that may be used within it, in bytes. */
  readonly limitBytes: number;
  /** What is used within it and cannot be given back at once, in bytes; `null` where it is unknown. */
  readonly usedBytes: number | null;
  /** Where the numbers were read. */
  readonly from: string;
}

/** Reads what the whole machine has and uses. */
export async function readMachineScope(roots: SystemRoots): Promise<MemoryScope> {
  const meminfo = await readSystemFile(roots, 'proc/meminfo');
  if (meminfo !== null) {
    const total = numberAfter(meminfo, 'MemTotal');
    const available = numberAfter(meminfo, 'MemAvailable');
    if (total !== null && available !== null) return machine(total, available, '/proc/meminfo');
  }
  if (process.platform === 'darwin') {
    const available = await readMacAvailable();
    if (available !== null) return machine(os.totalmem(), available, 'os.totalmem(), vm_stat');
  }
  return machine(os.totalmem(), os.freemem(), 'os.totalmem(), os.freemem()');
}

function machine(limitBytes: number, availableBytes: number, from: string): MemoryScope {
  return { name: 'machine', limitBytes, usedBytes: Math.max(0, limitBytes - availableBytes), from };
}

/** `os.freemem()` counts reclaimable memory as used on macOS; `vm_stat` lists it separately. */
async function readMacAvailable(): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)('/usr/bin/vm_stat', { timeout: 2_000 });
    return parseVmStat(stdout);
  } catch {
    return null;
  }
}

/** Available bytes by the output of macOS's `vm_stat`; `null` if it cannot be understood. */
export function parseVmStat(text: string): number | null {
  const pageBytes = Number(/page size of (\d+) bytes/.exec(text)?.[1] ?? Number.NaN);
  const pages = (kind: string): number =>
    Number(new RegExp(`^Pages ${kind}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const available = pages('free') + pages('inactive') + pages('speculative') + pages('purgeable');
  return Number.isFinite(pageBytes) && available > 0 ? available * pageBytes : null;
}

/**
 * What Node itself says this process is held to. The answer can be 0, `undefined`, more than the
 * machine has, or 1.8e19, and all of these mean "not held".
 *
 * @param constrainedBytes the answer of `process.constrainedMemory()`
 * @param totalBytes what the machine has
 */
export function constrainedScope(
  constrainedBytes: number | undefined,
  totalBytes: number,
): MemoryScope | null {
  if (constrainedBytes === undefined || !(constrainedBytes > 0) || constrainedBytes >= totalBytes)
    return null;
  return {
    name: 'constrained memory',
    limitBytes: constrainedBytes,
    usedBytes: null,
    from: 'process.constrainedMemory()',
  };
}

/** Where the kernel's files are looked for; a test may put another tree there. */
export interface SystemRoots {
  /** The folder that stands for `/`. @default '/' */
  readonly root: string;
}

/** This machine's own files. */
export const systemRoots: SystemRoots = { root: '/' };

/** Reads a file of the kernel's, or `null` where there is none or it may not be read. */
export async function readSystemFile({ root }: SystemRoots, path: string): Promise<string | null> {
  try {
    return await readFile(join(root, path), 'utf8');
  } catch {
    return null;
  }
}

/** The number after a key in lines such as `inactive_file 4096` or `MemTotal:  16 kB`; `null` if absent. */
export function numberAfter(text: string, key: string): number | null {
  for (const line of text.split('\n')) {
    const [name, value, unit] = line.trim().split(/:?\s+/);
    if (name === key && value !== undefined && /^\d+$/.test(value)) {
      return Number(value) * (unit === 'kB' ? 1024 : 1);
    }
  }
  return null;
}
