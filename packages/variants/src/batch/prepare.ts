import { randomUUID } from 'node:crypto';
import type { Plan } from '@variegate/core-filters';
import type { AssetLibrary } from '../assets/asset-library.ts';
import { openAssets } from '../assets/open-assets.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { EncoderSubstitution, LeftOutVariants } from '../events/variegate-event.ts';
import type { InputPath } from '../inputs/expand-inputs.ts';
import { leaveOutVariants } from '../inputs/leave-out-variants.ts';
import { type ResolvedInput, resolveInputs } from '../inputs/resolve-inputs.ts';
import type { SlotsByRole } from '../job/variant-slot.ts';
import type { DrawingRunOptions, RunOptions } from '../options/run-options.ts';
import { slotsOfSeries } from '../options/series.ts';
import type { PlanningHost } from './host.ts';
import { narrowInputs } from './narrow-inputs.ts';
import { resolveEncoder } from './resolve-encoder.ts';
import { slotsOfInput } from './slots-of-input.ts';

/** A batch as it is asked for. */
export interface BatchRequest {
  /** The files that it is made of, the distractors last. */
  readonly found: readonly InputPath[];
  readonly options: DrawingRunOptions | GivenPlansOptions;
}

/** Options of a run whose plans are given instead of drawn. */
export interface GivenPlansOptions extends RunOptions {
  /** Each with a different number. */
  readonly plans: readonly Plan[];
  /** The series that they are numbered in. @default none */
  readonly planSeries?: string | undefined;
}

/** A batch of which it is known what it will make, and under which names. */
export interface PreparedBatch {
  /** Names the run in the records that it writes. */
  readonly runId: string;
  /** With an encoder that works here. */
  readonly options: BatchRequest['options'];
  /** Which encoder takes the place of the one that was asked for; `null` where none does. */
  readonly substitution: EncoderSubstitution | null;
  /** Every input, in the order in which it was named. */
  readonly inputs: readonly ResolvedInput[];
  /** The variants that each input is to have. */
  readonly slots: SlotsByRole;
  /** Variants that inputs cannot have, and that are not counted. */
  readonly leftOut: readonly LeftOutVariants[];
  /** Number of variants asked for. */
  readonly requested: number;
  readonly assets: AssetLibrary;
}

/** Who follows how a batch is prepared and planned, and may end it. */
export interface PlanningHooks {
  /** Where it is reported that an input takes long to be hashed. @default nowhere */
  readonly events?: EventStream | undefined;
  readonly signal?: AbortSignal | undefined;
}

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
