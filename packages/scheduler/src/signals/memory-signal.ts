import { type SystemRoots, systemRoots } from '../budget/machine-scope.ts';
import { readMemoryScopes } from '../budget/memory-budget.ts';
import { policy } from '../policy.ts';
import { hysteresis, type LoadSignal, type Thresholds } from './load-signal.ts';

const defaults: Thresholds = {
  holdAt: policy.memoryHoldAt,
  releaseBelow: policy.memoryReleaseBelow,
  evictAt: policy.memoryEvictAt,
};

/**
 * Watches real memory use, by any process, within every boundary: holds at 85 % of a limit, releases
 * below 75 %, and asks for an eviction at 92 %.
 *
 * @param thresholds shares of the limit, 0..1
 */
export function memorySignal(
  thresholds: Thresholds = defaults,
  roots: SystemRoots = systemRoots,
): LoadSignal {
  const judge = hysteresis(thresholds, 'if-idle');
  return {
    name: 'memory',
    async read() {
      let fullest = 0;
      let detail = 'memory use cannot be read';
      for (const { name, limitBytes, usedBytes } of await readMemoryScopes(roots)) {
        const share = (usedBytes ?? 0) / limitBytes;
        if (share < fullest || usedBytes === null) continue;
        fullest = share;
        detail = `${Math.round(share * 100)} % of the ${name} in use`;
      }
      return judge(fullest, detail);
    },
  };
}
