import type { Scenario } from './scenario.ts';
import { aroundRender } from './scenarios/around-render.ts';
import { chainCost } from './scenarios/chain-cost.ts';
import { chainCostByVersion } from './scenarios/chain-cost-by-version.ts';
import { difficulty } from './scenarios/difficulty.ts';
import { firstVariant } from './scenarios/first-variant.ts';
import { look } from './scenarios/look.ts';
import { measuredSearch } from './scenarios/measured-search.ts';
import { microbenchmarks } from './scenarios/microbenchmarks.ts';
import { nodeCost } from './scenarios/node-cost.ts';
import { planSpeed } from './scenarios/plan-speed.ts';
import { processingSpeed } from './scenarios/processing-speed.ts';
import { report } from './scenarios/report.ts';
import { scalingChain } from './scenarios/scaling-chain.ts';
import { scalingDuration } from './scenarios/scaling-duration.ts';
import { scalingResolution } from './scenarios/scaling-resolution.ts';
import { scalingVariants } from './scenarios/scaling-variants.ts';
import { startUp } from './scenarios/start-up.ts';
import { targets } from './scenarios/targets.ts';

/** Every section of docs/benchmarks.md, in the order of the page. */
export const scenarios: readonly Scenario[] = [
  processingSpeed,
  chainCost,
  chainCostByVersion,
  look,
  difficulty,
  targets,
  measuredSearch,
  nodeCost,
  planSpeed,
  startUp,
  aroundRender,
  firstVariant,
  report,
  scalingVariants,
  scalingDuration,
  scalingResolution,
  scalingChain,
  microbenchmarks,
];
