import type { StrategyName } from '@variegate/core-filters';
import { ascending, medianOf } from '../compare/spread.ts';
import type { MatrixVersion } from '../versions/matrix-version.ts';
import { type Check, type CheckContext, type Failure, resultOf } from './check.ts';
import { drawPlans } from './drawn-plans/draw-plans.ts';
import { drawnOrder, renderDrawn } from './drawn-plans/render-drawn.ts';

/** Those whose plans need no search. */
const strategies: readonly StrategyName[] = ['standard', 'seven_layer'];

/** What the scheduler sets aside before it has learnt anything: so many times the estimate. */
const margin = 1.2;

/** What renders take beside what was estimated for them, and beside what they take on the reference version. */
export const estimates: Check = {
  name: 'estimates',
  title: 'Renders take the memory that was estimated for them',
  isShort: false,
  async run(context) {
    const ours = await usages(context.version, context);
    const theirs = await usages(context.reference, context);
    const memory = ascending(ours.map(({ memory }) => memory));
    const highestThere = ascending(theirs.map(({ memory }) => memory)).at(-1) ?? margin;
    const bound = Math.max(margin, highestThere);
    const above = ours.filter(usage => (usage.memory ?? 0) > bound);
    const perReference = ours.map(({ cpuSeconds }, place) => {
      const other = theirs[place]?.cpuSeconds ?? null;
      return cpuSeconds === null || other === null ? null : cpuSeconds / other;
    });
    const time = ascending(perReference);
    const failures = above.map(
      ({ label, memory: ratio }): Failure => ({
        what: `${label}: ${ratio?.toFixed(2)} of the memory that was estimated, more than ${bound.toFixed(2)}.`,
        command: null,
      }),
    );
    return resultOf(
      {
        renders: ours.length,
        'memory / estimate, median': medianOf(memory).toFixed(2),
        'memory / estimate, highest': (memory.at(-1) ?? Number.NaN).toFixed(2),
        [`processor time / that on ${context.reference.column}, median`]: medianOf(time).toFixed(2),
        [`processor time / that on ${context.reference.column}, highest`]: (
          time.at(-1) ?? Number.NaN
        ).toFixed(2),
      },
      failures,
    );
  },
};

interface Usage {
  readonly label: string;
  /** Peak over estimate; `null` where the peak is not known. */
  readonly memory: number | null;
  readonly cpuSeconds: number | null;
}

async function usages(version: MatrixVersion, context: CheckContext): Promise<readonly Usage[]> {
  const all: Usage[] = [];
  for (const strategy of strategies) {
    const drawn = await drawPlans(strategy, context.reference, context);
    for (const clip of context.clips.clips) {
      const order = await drawnOrder(strategy, clip, context);
      for (const { plan, peakMemoryBytes, cpuSeconds } of await renderDrawn(
        strategy,
        order,
        version,
        context,
      )) {
        const job = drawn.find(one => one.clip === clip.name && one.seed === plan.index)?.job;
        const estimated = job?.estimate.memoryBytes ?? Number.NaN;
        const memory = peakMemoryBytes === null ? null : peakMemoryBytes / estimated;
        all.push({ label: `${clip.name}, ${strategy}, seed ${plan.index}`, memory, cpuSeconds });
      }
    }
  }
  return all;
}
