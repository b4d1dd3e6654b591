import { generatePlan, type Plan } from '@variegate/core-filters';
import type { DrawingOptions } from '../options/run-options.ts';
import { type PlanInputsOptions, planInputs } from './plan-inputs.ts';
import type { PlannedInput } from './planned-input.ts';
import type { ResolvedInput, SourceInput } from './resolve-inputs.ts';
import type { PlannedSource } from './variant-job.ts';

/** What drawing the plans of a batch takes. */
export interface PlanBatchOptions extends PlanInputsOptions {
  readonly drawing: DrawingOptions;
}

/**
 * Draws the plans of every variant of every input, in the order of the inputs. The same source, seed and options give
 * the same plans on every machine, whatever the order of the inputs; raising the count keeps the plans there were.
 */
export function planBatch(
  inputs: Iterable<ResolvedInput>,
  { drawing, ...options }: PlanBatchOptions,
): AsyncGenerator<PlannedInput> {
  return planInputs(inputs, options, (source, input) => drawPlans(source, drawing, input));
}

function drawPlans(
  { fingerprint, facts }: PlannedSource,
  drawing: DrawingOptions,
  { numbers = { first: 1, last: drawing.count } }: SourceInput,
): readonly Plan[] {
  const { strategy, level, seed, only, exclude } = drawing;
  return Array.from({ length: numbers.last - numbers.first + 1 }, (_, offset) =>
    generatePlan({
      ...{ strategy, level, seed, index: numbers.first + offset, sourceSha256: fingerprint, facts, exclude },
      ...(only === null ? {} : { only }),
    }),
  );
}
