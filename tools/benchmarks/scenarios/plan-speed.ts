import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { serializeGraph } from '@variegate/core-filters';
import { quantileOf } from '../../../packages/benchmark/src/spread.ts';
import { compileFor, drawPlan } from '../drawn-plan.ts';
import type { Scenario } from '../scenario.ts';

/** How long it takes to draw a plan and to compile it, and whether memory grows. */
export const planSpeed: Scenario = {
  name: 'plan-speed',
  title: 'Generating and compiling plans',
  async run({ clips: [clip], sizing: { plans, firstSeed }, say }) {
    if (clip === undefined) throw new RangeError('There is no clip.');
    const collect = garbageCollector();
    const once = (seed: number) => {
      const startedMs = performance.now();
      const plan = drawPlan(clip, seed);
      serializeGraph(compileFor(plan, clip.facts, false).command.graph, file => `/${file}`);
      return performance.now() - startedMs;
    };
    // Code that has not run often is not compiled yet.
    for (let index = 0; index < warmUpPlans; index += 1) once(index);
    collect();
    const before = process.memoryUsage();
    const times = Array.from({ length: plans }, (_, index) => once(firstSeed + index));
    collect();
    const after = process.memoryUsage();
    const heapGrowth = (after.heapUsed - before.heapUsed) / 1e6;
    const residentGrowth = (after.rss - before.rss) / 1e6;
    const [median, late] = [quantileOf(times, 0.5), quantileOf(times, 0.95)];
    say(`${plans} plans: median ${median.toFixed(2)} ms`);
    return {
      blocks: [
        {
          kind: 'table',
          head: [
            `${plans} plans, drawn, compiled and written as a graph`,
            'median',
            '95 %',
            'heap growth',
            'RSS growth',
          ],
          rows: [
            [
              clip.name,
              ...[`${median.toFixed(2)} ms`, `${late.toFixed(2)} ms`],
              ...[`${heapGrowth.toFixed(1)} MB`, `${residentGrowth.toFixed(0)} MB`],
            ],
          ],
        },
        {
          kind: 'text',
          text: 'Aimed at: a median of at most 1 ms, and less than 100 MB of growth over 10,000 plans.',
        },
      ],
      figures: [
        { name: 'plan, generated and compiled', value: median, unit: 'ms', better: 'less' },
        {
          name: `heap growth over ${plans} plans`,
          value: Math.max(0, heapGrowth),
          unit: 'MB',
          better: 'less',
        },
      ],
    };
  },
};

const warmUpPlans = 300;

/** The collector without a flag on the command line. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
