import { readdir, readFile } from 'node:fs/promises';
import { parseProcessStatus } from '@variegate/ground';
import { collectTrees, type DescendantFinder } from './descendants.ts';

/**
 * Finds descendants through `/proc`. A process's parent is read once, when its pid is first seen: a
 * listing of `/proc` costs far less than a file per process, and parents do not change, except that a
 * child whose parent has died moves to another, which must not hide it from us.
 */
export function linuxDescendants(procFolder = '/proc'): DescendantFinder {
  let parents = new Map<number, number>();
  return {
    async find(roots) {
      const names = await readdir(procFolder);
      const pids = names.filter(name => /^\d+$/.test(name)).map(Number);
      const known = parents;
      const entries = pids.map(async (pid): Promise<[number, number]> => {
        return [pid, known.get(pid) ?? (await readParent(procFolder, pid))];
      });
      parents = new Map(await Promise.all(entries));
      const children = Map.groupBy(parents.keys(), pid => parents.get(pid) ?? 0);
      return collectTrees(roots, pid => children.get(pid) ?? []);
    },
  };
}

/** The parent's pid; 0 if the process is gone. */
async function readParent(procFolder: string, pid: number): Promise<number> {
  try {
    return parseProcessStatus(await readFile(`${procFolder}/${pid}/stat`, 'utf8')).parentPid;
  } catch {
    return 0;
  }
}
