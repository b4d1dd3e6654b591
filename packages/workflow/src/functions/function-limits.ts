/**
 * How much of one batch may be under way, over all workers. The defaults keep 8 workers of 8 cores busy, each with a variant
 * in reserve for every core, as a worker takes two steps for each of its renders.
 */
export interface FunctionLimits {
  /** Variants in the hands of workers, whether they render or wait for memory; 1 or more. @default 128 */
  readonly variantsPerBatch: number;
  /** Chunks whose variants are made, of up to 250 variants each; 1 or more. @default 8 */
  readonly chunksPerBatch: number;
  /** Chunks that are planned in parallel; 1 or more. @default 4 */
  readonly plansPerBatch: number;
}

/** The defaults. */
export const defaultFunctionLimits: FunctionLimits = {
  variantsPerBatch: 128,
  chunksPerBatch: 8,
  plansPerBatch: 4,
};

/**
 * Most further attempts that an engine makes at a step; the SDK takes no more than 20. A render stops at what its request
 * says, which is less or as much.
 */
export const engineRetries = 20;
