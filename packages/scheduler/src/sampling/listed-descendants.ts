import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { collectTrees, type DescendantFinder } from './descendants.ts';

const listings: Readonly<Record<string, readonly [string, ...string[]]>> = {
  win32: [
    'powershell.exe',
    '-NoProfile',
    '-NonInteractive',
    '-Command',
    'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId)" }',
  ],
};
const psListing = ['ps', '-A', '-o', 'pid=,ppid='] as const;

/** Finds descendants where a program must list all processes: one process per sample. */
export function listedDescendants(platform: NodeJS.Platform = process.platform): DescendantFinder {
  const [program, ...args] = listings[platform] ?? psListing;
  return {
    async find(roots) {
      const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 2 ** 24, windowsHide: true });
      const pairs = parsePairs(stdout);
      const children = Map.groupBy(pairs, ({ parent }) => parent);
      return collectTrees(roots, pid => (children.get(pid) ?? []).map(({ pid: child }) => child));
    },
  };
}

/** Lines of a pid and its parent's pid; anything else in the text is skipped. */
export function parsePairs(text: string): readonly { readonly pid: number; readonly parent: number }[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s*$/gm)].map(([, pid, parent]) => ({
    pid: Number(pid),
    parent: Number(parent),
  }));
}
