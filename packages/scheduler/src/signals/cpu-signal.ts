import os from 'node:os';
import { hysteresis, type LoadSignal, type Thresholds } from './load-signal.ts';

/**
 * Watches the load of the processors: the one-minute load average per core. Not among the defaults,
 * since a queue that fills its cores raises it. Windows has no load average: always clear there.
 *
 * @param thresholds load per core (default: hold at 2, release below 1.5)
 */
export function cpuLoadSignal(thresholds: Thresholds = { holdAt: 2, releaseBelow: 1.5 }): LoadSignal {
  const judge = hysteresis(thresholds, 'if-idle');
  return {
    name: 'processor load',
    intervalMs: 5_000,
    async read() {
      const load = (os.loadavg()[0] ?? 0) / os.availableParallelism();
      return judge(load, `load ${load.toFixed(2)} per core`);
    },
  };
}
