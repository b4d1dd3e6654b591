import { chainCost } from './chain-cost.ts';
import { difficulty } from './difficulty.ts';
import { look } from './look.ts';
import { measuredSearch } from './measured-search.ts';
import { microbenchmarks } from './microbenchmarks.ts';
import { nodeCost } from './node-cost.ts';
import { planSpeed } from './plan-speed.ts';
import { processingSpeed } from './processing-speed.ts';
import { scalingChain } from './scaling-chain.ts';
import { scalingDuration } from './scaling-duration.ts';
import { scalingResolution } from './scaling-resolution.ts';
import { scalingVariants } from './scaling-variants.ts';
import type { Scenario } from './scenario.ts';

/** Every section of docs/benchmarks.md, in the order of the page. */
export const scenarios: readonly Scenario[] = [
  processingSpeed,
  chainCost,
  look,
  difficulty,
  measuredSearch,
  nodeCost,
  planSpeed,
  scalingVariants,
  scalingDuration,
  scalingResolution,
  scalingChain,
  microbenchmarks,
];
