import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the kernel's files are looked for; a test may put a tree of its own there. */
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
