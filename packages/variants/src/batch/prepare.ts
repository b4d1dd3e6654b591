import { randomUUID } from 'node:crypto';
import type { Plan } from '@variegate/core-filters';
import type { AssetLibrary } from '../assets/asset-library.ts';
import { openAssets } from '../assets/open-assets.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { EncoderSubstitution } from '../events/variegate-event.ts';
import type { InputPath } from '../inputs/expand-inputs.ts';
import { leaveOutVariants } from '../inputs/leave-out-variants.ts';
import { type ResolvedInput, resolveInputs } from '../inputs/resolve-inputs.ts';
import { drawnSlots, type SlotsByRole } from '../job/variant-slot.ts';
import type { DrawingRunOptions, RunOptions } from '../options/run-options.ts';
import type { PlanningHost } from './host.ts';
import { resolveEncoder } from './resolve-encoder.ts';

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
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when the assets folder holds nothing, or a file that cannot be used.
 */
export async function prepareBatch(
  { found, options }: BatchRequest,
  host: PlanningHost,
  { events, signal }: PlanningHooks = {},
): Promise<PreparedBatch> {
  const { ffmpeg, inputRoot } = host;
  const { allowVariants, cacheFolder, limits } = options;
  const wanted = allowVariants ? found : await leaveOutVariants(found, { ...host, signal });
  const inputs = await resolveInputs(wanted, { cacheFolder, limits, inputRoot, events, signal });
  const { settings, substitution } = await resolveEncoder(options.settings, ffmpeg, signal);
  const { assets, options: drawing } = await withAssets({ ...options, settings }, host, signal);
  const slots = slotsOf(options);
  return {
    ...{ runId: randomUUID(), options: drawing, substitution, inputs, slots, assets },
    requested: countRequested(inputs, slots),
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
  const chain = options.chain?.withAssets?.(byName) ?? options.chain;
  return { options: { ...options, chain, drawing: { ...options.drawing, assets: drawn } }, assets };
}

/** The variants that each input of a batch is to have. */
export function slotsOf(options: BatchRequest['options']): SlotsByRole {
  if (!('plans' in options)) return drawnSlots(options.drawing);
  return { reference: options.plans.map(({ index }) => ({ kind: 'variant', index })), distractor: [] };
}

/** How many variants are asked for. */
export function countRequested(inputs: readonly ResolvedInput[], slots: SlotsByRole): number {
  return inputs.reduce(
    (sum, input) => sum + (input.kind === 'duplicate' ? 0 : slots[input.role ?? 'reference'].length),
    0,
  );
}
