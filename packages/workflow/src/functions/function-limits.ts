/** How much of one batch an engine may have under way. */
export interface FunctionLimits {
  /** Render steps of one batch in parallel, over all workers; 1 or more. @default 64 */
  readonly variantsPerBatch: number;
  /** Chunks of one batch that are planned in parallel, over all workers; 1 or more. @default 4 */
  readonly chunksPerBatch: number;
}

/** The defaults. */
export const defaultFunctionLimits: FunctionLimits = { variantsPerBatch: 64, chunksPerBatch: 4 };

/**
 * Most further attempts that an engine makes at a step; the SDK takes no more than 20. A render stops at what its request
 * says, which is less or as much.
 */
export const engineRetries = 20;
