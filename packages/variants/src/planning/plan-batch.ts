import { generateControlPlan, generatePlan, type Plan } from '@variegate/core-filters';
import type { DrawingOptions } from '../options/run-options.ts';
import { type PlanInputsOptions, planInputs } from './plan-inputs.ts';
import type { PlannedInput } from './planned-input.ts';
import type { ResolvedInput } from './resolve-inputs.ts';
import type { PlannedSource } from './variant-job.ts';
import { drawnSlots, type VariantSlot } from './variant-slot.ts';

/** What drawing the plans of a batch takes. */
export interface PlanBatchOptions extends PlanInputsOptions {
  readonly drawing: DrawingOptions;
}

/**
 * Draws the plans of every variant of every input, in the order of the inputs. The same source, seed and options give
 * the same plans on every machine, whatever the order of the inputs; raising a count keeps the plans there were.
 */
export function planBatch(
  inputs: Iterable<ResolvedInput>,
  { drawing, ...options }: PlanBatchOptions,
): AsyncGenerator<PlannedInput> {
  return planInputs(inputs, options, {
    slots: drawnSlots(drawing),
    planFor: (source, slot) => drawPlan(source, slot, drawing),
  });
}

function drawPlan(
  { fingerprint, facts }: PlannedSource,
  { kind, index }: VariantSlot,
  { strategy, level, seed, only, exclude, assets }: DrawingOptions,
): Plan {
  const draw = kind === 'control' ? generateControlPlan : generatePlan;
  return draw({
    ...{ strategy, level, seed, index, sourceSha256: fingerprint, facts, exclude, assets },
    ...(only === null ? {} : { only }),
  });
}
