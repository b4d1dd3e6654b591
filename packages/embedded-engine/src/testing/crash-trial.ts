import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { runScript } from './run-script.ts';

/** What a batch left behind that was killed again and again until it was done. */
export interface CrashTrial {
  readonly kills: number;
  /** What its last process said in the end. */
  readonly outcome: unknown;
  readonly lines: readonly string[];
}

/**
 * Runs the batch until it is done, killing its process after a random time at most `kills` times.
 *
 * @param random - at least 0 and below 1, anew for every call.
 */
export async function runKilledBatch(
  paths: { readonly store: string; readonly log: string },
  kills: number,
  random: () => number,
): Promise<CrashTrial> {
  for (const path of [paths.store, `${paths.store}-wal`, paths.log]) rmSync(path, { force: true });
  let killed = 0;
  for (;;) {
    await using script = runScript(new URL('batch-process.ts', import.meta.url), paths.store, paths.log);
    await script.lines.next();
    if (killed < kills) {
      await sleep(random() * 120);
      if (script.child.kill('SIGKILL')) killed += 1;
    }
    const { code, stderr } = await script.ended();
    const { value } = await script.lines.next();
    if (typeof value === 'string' && value.startsWith('done ')) {
      const lines = readFileSync(paths.log, 'utf8').trimEnd().split('\n');
      return { kills: killed, outcome: JSON.parse(value.slice('done '.length)), lines };
    }
    if (code !== null) throw new Error(`The batch ended before it was killed, with ${code}: ${stderr}`);
  }
}

/** Steps that were begun although the log says that their results had been stored. */
export function stepsRunAgain(lines: readonly string[]): string[] {
  const stored = new Set<string>();
  const again: string[] = [];
  for (const line of lines) {
    const [what, key = ''] = line.split(' ');
    if (what === 'stored') stored.add(key);
    if (what === 'begin' && stored.has(key)) again.push(key);
  }
  return again;
}

/** How many steps were begun more than once, and how many had been under way when a process was killed. */
export function countRepeats(lines: readonly string[]): { readonly repeats: number; readonly cut: number } {
  const begun = new Map<string, number>();
  const underWay = new Set<string>();
  let cut = 0;
  for (const line of lines) {
    const [what, key = ''] = line.split(' ');
    if (what === 'begin') begun.set(key, (begun.get(key) ?? 0) + 1);
    if (what === 'begin') underWay.add(key);
    if (what === 'stored') underWay.delete(key);
    if (what === 'life') {
      cut += underWay.size;
      underWay.clear();
    }
  }
  const repeats = [...begun.values()].reduce((sum, times) => sum + times - 1, 0);
  return { repeats, cut };
}
