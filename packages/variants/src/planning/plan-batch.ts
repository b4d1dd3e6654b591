import {
  generateControlPlan,
  generatePlan,
  type Plan,
  type PlanTemplate,
  type SearchRequest,
  strategies,
} from '@variegate/core-filters';
import type { DrawingOptions } from '../options/run-options.ts';
import { type PlanInputsOptions, planInputs } from './plan-inputs.ts';
import type { PlannedInput } from './planned-input.ts';
import type { ResolvedInput } from './resolve-inputs.ts';
import type { PlannedSource } from './variant-job.ts';
import { drawnSlots, type VariantSlot } from './variant-slot.ts';

/** What drawing the plans of a batch takes. */
export interface PlanBatchOptions extends PlanInputsOptions {
  readonly drawing: DrawingOptions;
  /** What plans are drawn from instead of the strategy that `drawing` names. @default null */
  readonly chain?: PlanTemplate | null;
}

/**
 * Draws the plans of every variant of every input, in the order of the inputs. The same source, seed and options give
 * the same plans on every machine, whatever the order of the inputs; raising a count keeps the plans there were.
 */
export function planBatch(
  inputs: Iterable<ResolvedInput>,
  { drawing, chain = null, ...options }: PlanBatchOptions,
): AsyncGenerator<PlannedInput> {
  return planInputs(inputs, options, {
    slots: drawnSlots(drawing),
    planFor: (source, slot) => drawPlan(source, slot, drawing, chain),
    searchFor: (source, slot) => searchOf(source, slot, drawing),
  });
}

function drawPlan(
  source: PlannedSource,
  slot: VariantSlot,
  drawing: DrawingOptions,
  chain: PlanTemplate | null,
): Plan {
  if (chain !== null && slot.kind !== 'control') return chain.draw(drawnFrom(source, slot, drawing));
  const draw = slot.kind === 'control' ? generateControlPlan : generatePlan;
  // Controls beside a chain of one's own follow the sizes and rates of the most varied strategy.
  const strategy = drawing.strategy === 'custom' ? 'standard' : drawing.strategy;
  return draw({ ...drawnFrom(source, slot, drawing), strategy });
}

/** What the plan of a slot is searched for with, or `null` where it is drawn without measuring. */
function searchOf(source: PlannedSource, slot: VariantSlot, drawing: DrawingOptions): SearchRequest | null {
  if (slot.kind === 'control' || drawing.strategy === 'custom') return null;
  if (strategies[drawing.strategy].measured !== true) return null;
  return { ...drawnFrom(source, slot, drawing), qualityFloor: drawing.qualityFloor };
}

function drawnFrom(
  { fingerprint, facts }: PlannedSource,
  { index }: VariantSlot,
  { level, seed, only, exclude, assets }: DrawingOptions,
): Omit<SearchRequest, 'qualityFloor'> {
  return {
    ...{ level, seed, index, sourceSha256: fingerprint, facts, exclude, assets },
    ...(only === null ? {} : { only }),
  };
}
