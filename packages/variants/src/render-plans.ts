import path from 'node:path';
import { type Plan, parsePlan } from '@variegate/core-filters';
import { openAssets } from './assets/open-assets.ts';
import { OptionInvalidError } from './errors.ts';
import type { RenderPlansOptions } from './options/batch-options.ts';
import { resolveOptions } from './options/resolve-options.ts';
import type { RunOptions } from './options/run-options.ts';
import { planInputs } from './planning/plan-inputs.ts';
import { resolveInputs } from './planning/resolve-inputs.ts';
import { findConfiguredFfmpeg } from './run/find-configured-ffmpeg.ts';
import { previewBatch } from './run/preview-batch.ts';
import { runBatch } from './run/run-batch.ts';
import { settleEncoder } from './run/settle-encoder.ts';
import type { Summary } from './summary/summary.ts';

/**
 * Renders plans that exist already, drawn earlier or written by hand, on one video. On the source that a plan was drawn
 * for, with the same settings, the result is the same variant.
 *
 * @throws {PLAN_INVALID} when a plan is not valid.
 * @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be, or two plans have one number.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when the input is no video, is beyond a limit, or does not allow what a plan asks.
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when the assets folder holds nothing, or a file that cannot be used.
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} | {VARIANTS_OUTPUT_FOLDER_BUSY} | {RUNNER_FFMPEG_MISSING}
 */
export async function renderPlans({ input, plans, ...shared }: RenderPlansOptions): Promise<Summary> {
  const parsed = plans.map(plan => parsePlan(plan));
  const given = describedBy(parsed, resolveOptions({ ...shared, count: Math.max(1, parsed.length) }));
  const signal = shared.drainSignal ?? shared.signal;
  const ffmpeg = await findConfiguredFfmpeg(given, signal);
  const { settings, substitution } = await settleEncoder(given.settings, ffmpeg, signal);
  const options = { ...given, settings };
  const { cacheFolder } = options;
  const inputs = await resolveInputs([{ path: path.resolve(input), named: true }], { cacheFolder });
  const { library: assets } = await openAssets({ ...options, ffmpeg, signal });
  const byIndex = new Map(parsed.map(plan => [plan.index, plan]));
  const reference = parsed.map(({ index }) => ({ kind: 'variant', index }) as const);
  const slots = { reference, distractor: [] };
  const plan = (stopped: AbortSignal) =>
    planInputs(
      inputs,
      { ...options, ffmpeg, assets, signal: stopped },
      {
        slots,
        // Every slot was made from one of the plans.
        planFor: (_source, { index }) => byIndex.get(index) as Plan,
      },
    );
  const request = { inputs, ffmpeg, options, substitution, assets, plan, slots, hooks: shared };
  return options.dryRun ? previewBatch(request) : runBatch(request);
}

/** The options with what the plans themselves say of how they were drawn. */
function describedBy(plans: readonly Plan[], options: RunOptions): RunOptions {
  const [first] = plans;
  const numbers = new Set(plans.map(({ index }) => index));
  if (first === undefined || numbers.size < plans.length) {
    throw new OptionInvalidError('plans', 'one or more plans of different numbers', plans.length);
  }
  const { strategy, level, seed } = first;
  return { ...options, drawing: { ...options.drawing, strategy, level, seed } };
}
