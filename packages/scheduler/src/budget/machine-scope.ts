import { execFile } from 'node:child_process';
import os from 'node:os';
import { promisify } from 'node:util';
import type { MemoryScope } from './memory-scope.ts';
import { numberAfter, readSystemFile, type SystemRoots } from './system-files.ts';

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

/** `os.freemem()` counts as used on macOS what is given back on demand; `vm_stat` tells them apart. */
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
