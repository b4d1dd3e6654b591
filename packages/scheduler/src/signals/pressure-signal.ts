import { posix } from 'node:path';
import { memoryCgroupFolders } from '../budget/cgroup-scopes.ts';
import { readSystemFile, type SystemRoots, systemRoots } from '../budget/machine-scope.ts';
import { policy } from '../policy.ts';
import { hysteresis, type LoadSignal, type Thresholds } from './load-signal.ts';

const defaults: Thresholds = { holdAt: policy.pressureHoldAt, releaseBelow: policy.pressureReleaseBelow };

/**
 * Watches how much processes wait for memory (PSI `some avg10`): holds at 10 %, releases below 5 %.
 * Silent where the kernel does not report it.
 *
 * @param thresholds percentages of time, 0..100
 */
export function pressureSignal(
  thresholds: Thresholds = defaults,
  roots: SystemRoots = systemRoots,
): LoadSignal {
  const judge = hysteresis(thresholds, 'if-idle');
  return {
    name: 'memory pressure',
    async read() {
      const pressure = await readMemoryPressure(roots);
      return judge(
        pressure ?? 0,
        pressure === null ? 'this kernel does not report it' : `${pressure} % of the time`,
      );
    },
  };
}

/**
 * Reads memory pressure: the percentage of the last ten seconds in which some process waited for
 * memory, in the machine or in the process's own control groups, whichever is worse.
 *
 * @see {@link https://docs.kernel.org/accounting/psi.html}
 * @returns 0..100, or `null` where the kernel does not report it
 */
export async function readMemoryPressure(roots: SystemRoots = systemRoots): Promise<number | null> {
  const files = ['proc/pressure/memory'];
  for (const { folders } of await memoryCgroupFolders(roots)) {
    files.push(...folders.map(folder => posix.join(folder, 'memory.pressure')));
  }
  const texts = await Promise.all(files.map(file => readSystemFile(roots, file)));
  const values = texts.map(text => parsePressure(text ?? '')).filter(value => value !== null);
  return values.length === 0 ? null : Math.max(...values);
}

/** `some avg10` of a pressure file; `null` if it is not there. */
export function parsePressure(text: string): number | null {
  const value = /^some avg10=(\d+(?:\.\d+)?)/m.exec(text)?.[1];
  return value === undefined ? null : Number(value);
}
