import { randomUUID } from 'node:crypto';
import type { AssetLibrary } from '../assets/asset-library.ts';
import { openAssets } from '../assets/open-assets.ts';
import { leaveOutVariants } from '../inputs/leave-out-variants.ts';
import { type ResolvedInput, resolveInputs } from '../inputs/resolve-inputs.ts';
import type { SlotsByRole } from '../job/variant-slot.ts';
import { slotsOfSeries } from '../options/series.ts';
import type { PlanningHost } from './host.ts';
import { narrowInputs } from './narrow-inputs.ts';
import type { BatchRequest, PlanningHooks, PreparedBatch } from './prepared-batch.ts';
import { resolveEncoder } from './resolve-encoder.ts';
import { slotsOfInput } from './slots-of-input.ts';

/**
 * Finds out what a batch will make: which inputs can be read, which are the same file twice, what the variants are called,
 * with which encoder and from which assets. All of it follows from the request; nothing is created.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when there is no input besides variants that this tool has made.
 * @throws {VARIANTS_OPTION_INVALID} when variants are selected by ids that none of the run has.
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when the assets folder holds nothing, or a file that cannot be used.
 */
export async function prepareBatch(
  { found, options }: BatchRequest,
  host: PlanningHost,
  { events, signal }: PlanningHooks = {},
): Promise<PreparedBatch> {
  const { ffmpeg, inputRoot } = host;
  const { allowVariants, cacheFolder, limits, tree } = options;
  const wanted = allowVariants ? found : await leaveOutVariants(found, { ...host, signal });
  const inputs = await resolveInputs(wanted, { cacheFolder, limits, tree, inputRoot, events, signal });
  const { settings, substitution } = await resolveEncoder(options.settings, ffmpeg, signal);
  const { assets, options: drawing } = await withAssets({ ...options, settings }, host, signal);
  const all = { options: drawing, inputs, slots: slotsOf(options), assets };
  const { inputs: narrowed, leftOut } = await narrowInputs(all, host, { events, signal });
  return {
    ...{ ...all, inputs: narrowed, leftOut, runId: randomUUID(), substitution },
    requested: countRequested(narrowed, all.slots),
  };
}

/**
 * Opens the assets that the plans of a batch are drawn from.
 *
 * @throws {RECIPE_INVALID} when the recipe names an asset that is missing or of another kind.
 */
export async function withAssets<Options extends BatchRequest['options']>(
  options: Options,
  { ffmpeg, memory }: PlanningHost,
  signal?: AbortSignal,
): Promise<{ readonly options: Options; readonly assets: AssetLibrary }> {
  const { library: assets, drawn, byName } = await openAssets({ ...options, ffmpeg, memory, signal });
  // Plans that are given say themselves which assets they use.
  if ('plans' in options) return { options, assets };
  const series = options.series.map(one => ({
    ...one,
    template: one.template?.withAssets?.(byName) ?? one.template,
  }));
  return { options: { ...options, series, drawing: { ...options.drawing, assets: drawn } }, assets };
}

/** The variants that each input of a batch is to have. */
export function slotsOf(options: BatchRequest['options']): SlotsByRole {
  if (!('plans' in options)) return slotsOfSeries(options.series, options.drawing.index);
  const named = options.planSeries === undefined ? {} : { series: options.planSeries };
  return {
    reference: options.plans.map(({ index }) => ({ kind: 'variant', index, ...named })),
    distractor: [],
  };
}

/** How many variants are asked for. */
export function countRequested(inputs: readonly ResolvedInput[], slots: SlotsByRole): number {
  return inputs.reduce((sum, input) => sum + slotsOfInput(input, slots).length, 0);
}
