import pidusage from 'pidusage';
import { policy } from '../policy.ts';
import type { DescendantFinder } from './descendants.ts';
import { linuxDescendants } from './linux-descendants.ts';
import { listedDescendants } from './listed-descendants.ts';
import type { Sampler, TreeUse } from './sampler.ts';

/** pidusage holds a file open per process for this long after the last sample, in milliseconds. */
const forgetAfterMs = 5_000;

/** Measures processes and their descendants with pidusage. */
export function processSampler(platform: NodeJS.Platform = process.platform): Sampler {
  const cheap = platform === 'linux';
  const finder = cheap ? linuxDescendants() : listedDescendants(platform);
  return {
    intervalMs: cheap ? policy.sampleMs : policy.costlySampleMs,
    youngIntervalMs: cheap ? policy.youngSampleMs : policy.costlySampleMs,
    sample: pids => sampleTrees(pids, finder),
  };
}

async function sampleTrees(
  roots: readonly number[],
  finder: DescendantFinder,
): Promise<ReadonlyMap<number, TreeUse>> {
  if (roots.length === 0) return new Map();
  const trees = await finder.find(roots);
  const statistics = await readStatistics([...new Set([...trees.values()].flat())]);
  const uses = new Map<number, TreeUse>();
  for (const [root, members] of trees) {
    const alive = members.map(pid => statistics[pid]).filter(one => one !== null && one !== undefined);
    if (alive.length === 0) continue;
    uses.set(root, {
      memoryBytes: alive.reduce((sum, { memory }) => sum + memory, 0),
      cpuSeconds: alive.reduce((sum, { ctime }) => sum + ctime, 0) / 1_000,
    });
  }
  return uses;
}

type Statistics = Readonly<Record<string, pidusage.Status | null | undefined>>;

/** Of several processes pidusage leaves the dead ones empty, but of a single one it throws. */
async function readStatistics(pids: readonly number[]): Promise<Statistics> {
  try {
    return await pidusage([...pids], { maxage: forgetAfterMs });
  } catch {
    return {};
  }
}
