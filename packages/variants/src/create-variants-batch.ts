import { expandInputs, type InputPath } from './inputs/expand-inputs.ts';
import { leaveOutVariants } from './inputs/leave-out-variants.ts';
import type { CreateVariantsBatchOptions } from './options/batch-options.ts';
import { resolveOptions } from './options/resolve-options.ts';
import type { DrawingRunOptions } from './options/run-options.ts';
import { planBatch } from './planning/plan-batch.ts';
import { resolveInputs } from './planning/resolve-inputs.ts';
import { findConfiguredFfmpeg } from './run/find-configured-ffmpeg.ts';
import { type RunHooks, runBatch } from './run/run-batch.ts';
import type { Summary } from './summary/summary.ts';

/**
 * Makes variants of many videos in one pool. Inputs that cannot be used are reported and the rest goes on; variants that
 * are there already and agree with their records are skipped. Resolves with the summary also when variants failed or
 * the run was stopped; rejects only where nothing was started.
 *
 * @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when no input can be used.
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when the output folder cannot be made or written to.
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} when another process works in it.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 */
export async function createVariantsBatch(options: CreateVariantsBatchOptions): Promise<Summary> {
  const { inputs, variantsPerFile = 3, recursive = false, ...shared } = options;
  const resolved = resolveOptions({ ...shared, count: variantsPerFile });
  const found = await expandInputs(inputs, { recursive, outDir: resolved.outDir });
  return drawAndRun(found, resolved, shared);
}

/** Runs checked options on inputs that were found. */
export async function drawAndRun(
  found: readonly InputPath[],
  options: DrawingRunOptions,
  hooks: RunHooks,
): Promise<Summary> {
  const { cacheFolder, allowVariants } = options;
  const signal = hooks.drainSignal ?? hooks.signal;
  const ffmpeg = await findConfiguredFfmpeg(options, signal);
  const wanted = allowVariants ? found : await leaveOutVariants(found, { ffmpeg, signal });
  const inputs = await resolveInputs(wanted, { cacheFolder, signal });
  const plan = (stopped: AbortSignal) => planBatch(inputs, { ...options, ffmpeg, signal: stopped });
  return runBatch({ inputs, ffmpeg, options, plan, hooks });
}
