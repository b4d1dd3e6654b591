import { readMemoryPressure } from '../budget/memory-pressure.ts';
import { type SystemRoots, systemRoots } from '../budget/system-files.ts';
import { policy } from '../policy.ts';
import type { LoadSignal } from './load-signal.ts';
import { hysteresis, type Thresholds } from './threshold.ts';

const defaults: Thresholds = { holdAt: policy.pressureHoldAt, releaseBelow: policy.pressureReleaseBelow };

/**
 * Watches how much processes wait for memory (PSI `some avg10`): holds at 10 %, releases below 5 %.
 * Silent where the kernel does not tell.
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
        pressure === null ? 'not told by this kernel' : `${pressure} % of the time`,
      );
    },
  };
}
