import { access } from 'node:fs/promises';
import { openAssets } from './assets/open-assets.ts';
import { InputsUnusableError } from './errors.ts';
import { expandInputs, type InputPath } from './inputs/expand-inputs.ts';
import { leaveOutVariants } from './inputs/leave-out-variants.ts';
import type { CreateVariantsBatchOptions } from './options/batch-options.ts';
import { resolveOptions } from './options/resolve-options.ts';
import type { DrawingRunOptions } from './options/run-options.ts';
import { planBatch } from './planning/plan-batch.ts';
import { resolveInputs } from './planning/resolve-inputs.ts';
import { drawnSlots } from './planning/variant-slot.ts';
import { findConfiguredFfmpeg } from './run/find-configured-ffmpeg.ts';
import { previewBatch } from './run/preview-batch.ts';
import type { RenderPool } from './run/render-pool.ts';
import { type RunHooks, runBatch } from './run/run-batch.ts';
import { settleEncoder } from './run/settle-encoder.ts';
import type { Summary } from './summary/summary.ts';

/**
 * Makes variants of many videos in one pool. Inputs that cannot be used are reported and the rest goes on; variants that
 * are there already and agree with their records are skipped. Resolves with the summary also when variants failed or
 * the run was stopped; rejects only where nothing was started.
 *
 * @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when no input can be used.
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when the assets folder holds nothing, or a file that cannot be used.
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when the output folder cannot be made or written to.
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} when another process works in it.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 */
export async function createVariantsBatch(options: CreateVariantsBatchOptions): Promise<Summary> {
  return runVariantsBatch(options, undefined);
}

/** The same in a pool that somebody else has opened, or in one of its own. */
export async function runVariantsBatch(
  options: CreateVariantsBatchOptions,
  pool: RenderPool | undefined,
): Promise<Summary> {
  const { inputs, variantsPerFile = 3, recursive = false, distractors = [], ...shared } = options;
  const resolved = resolveOptions({ ...shared, count: variantsPerFile });
  const found = await expandInputs(inputs, { recursive, outDir: resolved.outDir });
  const others = await expandDistractors(distractors, resolved);
  return drawAndRun([...found, ...others], resolved, shared, pool);
}

/** The videos outside the set, wherever below the folders that were named. */
export async function expandDistractors(
  distractors: readonly string[],
  { outDir }: Pick<DrawingRunOptions, 'outDir'>,
): Promise<readonly InputPath[]> {
  if (distractors.length === 0) return [];
  const found = await expandInputs(distractors, { recursive: true, outDir });
  for (const { path } of found.filter(({ named }) => named)) {
    // A set that lacks its distractors is not the set that was asked for.
    await access(path).catch(() => {
      throw new InputsUnusableError(`There is nothing at "${path}", where distractors were to be.`);
    });
  }
  return found.map(input => ({ ...input, role: 'distractor' }));
}

/** Runs checked options on inputs that were found. */
export async function drawAndRun(
  found: readonly InputPath[],
  given: DrawingRunOptions,
  hooks: RunHooks,
  pool: RenderPool | undefined,
): Promise<Summary> {
  const { cacheFolder, allowVariants } = given;
  const signal = hooks.drainSignal ?? hooks.signal;
  const ffmpeg = await findConfiguredFfmpeg(given, signal);
  const wanted = allowVariants ? found : await leaveOutVariants(found, { ffmpeg, signal });
  const inputs = await resolveInputs(wanted, { cacheFolder, signal });
  const { library: assets, drawn } = await openAssets({ ...given, ffmpeg, signal });
  const { settings, substitution } = await settleEncoder(given.settings, ffmpeg, signal);
  const options = { ...given, settings, drawing: { ...given.drawing, assets: drawn } };
  const plan = (stopped: AbortSignal) => planBatch(inputs, { ...options, ffmpeg, assets, signal: stopped });
  const slots = drawnSlots(options.drawing);
  const request = { inputs, ffmpeg, options, substitution, assets, plan, slots, hooks };
  return options.dryRun ? previewBatch(request) : runBatch({ ...request, pool });
}
