import type { Host } from '../batch/host.ts';
import type { Summary } from '../events/summary.ts';
import { findInputs } from '../inputs/find-inputs.ts';
import type { CreateVariantsBatchOptions } from '../options/batch-options.ts';
import { batchDefaults, resolveOptions } from '../options/resolve-options.ts';
import { runRequest } from './run-request.ts';

/**
 * Makes variants of many videos in one pool. Inputs that cannot be used are reported, and the others are processed;
 * existing variants that agree with their records are skipped. Resolves with the summary also when variants failed or the
 * run was drained; rejects where nothing was started, and with the reason of `signal`.
 *
 * @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when no input can be used.
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when the assets folder holds nothing, or a file that cannot be used.
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when the output folder cannot be made or written to.
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} when another process works in it.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 */
export function createVariantsBatch(options: CreateVariantsBatchOptions): Promise<Summary> {
  return createVariantsBatchOn(undefined, options);
}

/** The same on a given host, or on a new one. */
export async function createVariantsBatchOn(
  host: Host | undefined,
  options: CreateVariantsBatchOptions,
): Promise<Summary> {
  const { inputs, recursive = false, distractors = [], ...shared } = options;
  const resolved = resolveOptions(shared, batchDefaults);
  const found = await findInputs({ inputs, recursive, distractors }, resolved.outDir);
  return runRequest({ found, options: resolved }, shared, host);
}
