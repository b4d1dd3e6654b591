import { findFfmpeg } from '@variegate/runner';
import { expandInputs, type InputPath } from './inputs/expand-inputs.ts';
import { leaveOutVariants } from './inputs/leave-out-variants.ts';
import type { CreateVariantsBatchOptions, SharedOptions } from './options/batch-options.ts';
import { resolveOptions } from './options/resolve-options.ts';
import type { RunOptions } from './options/run-options.ts';
import { resolveInputs } from './planning/resolve-inputs.ts';
import { runBatch } from './run/run-batch.ts';
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
  return startRun(found, resolved, shared);
}

/** Runs checked options on inputs that were found. */
export async function startRun(
  found: readonly InputPath[],
  options: RunOptions,
  hooks: Pick<SharedOptions, 'onEvent' | 'onProgress' | 'drainSignal' | 'signal'>,
): Promise<Summary> {
  const { ffmpegPath, cacheFolder, allowVariants } = options;
  const signal = hooks.drainSignal ?? hooks.signal;
  const ffmpeg = await findFfmpeg({ ...(ffmpegPath === null ? {} : { path: ffmpegPath }), signal });
  const wanted = allowVariants ? found : await leaveOutVariants(found, { ffmpeg, signal });
  const inputs = await resolveInputs(wanted, { cacheFolder, signal });
  return runBatch({ inputs, ffmpeg, options, hooks });
}
