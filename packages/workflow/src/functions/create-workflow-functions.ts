import type { Inngest, InngestFunction } from 'inngest';
import type { WorkflowRuntime } from '../runtime/workflow-runtime.ts';
import { createBatchFunction, createContinueFunction } from './batch-function.ts';
import { createCancelFunction } from './cancel-function.ts';
import { createChunkFunction } from './chunk-function.ts';
import { defaultFunctionLimits, type FunctionLimits } from './function-limits.ts';
import { createNotifyFunction } from './notify-function.ts';
import { createVariantFunction } from './variant-function.ts';

/** What the functions are made of. */
export interface WorkflowFunctionsOptions {
  /** Of the same app as the runtime. */
  readonly client: Inngest;
  readonly runtime: WorkflowRuntime;
  /** How much of one batch may be under way. @default 128 variants of 8 chunks, and 4 chunks being planned */
  readonly limits?: Partial<FunctionLimits>;
}

/** The functions `batch`, `chunk`, `variant`, `cancel`, `continue` and, under an output root, `notify`, for any engine that runs Inngest functions. */
export function createWorkflowFunctions({
  client,
  runtime,
  limits,
}: WorkflowFunctionsOptions): readonly InngestFunction.Any[] {
  if (client.id !== runtime.appId) {
    throw new TypeError(`The client is of the app "${client.id}", and the runtime of "${runtime.appId}".`);
  }
  const all = { ...defaultFunctionLimits, ...limits };
  const variant = createVariantFunction(client, runtime, all);
  const chunk = createChunkFunction(client, runtime, all, variant);
  const batch = createBatchFunction(client, runtime, all, chunk);
  const others = [createCancelFunction(client, runtime), createContinueFunction(client, runtime, all, chunk)];
  if (runtime.register === null) return [batch, chunk, variant, ...others];
  return [batch, chunk, variant, ...others, createNotifyFunction(client, runtime)];
}
