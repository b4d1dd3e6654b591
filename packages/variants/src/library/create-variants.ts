import path from 'node:path';
import type { Summary } from '../events/summary.ts';
import { findDistractors } from '../inputs/find-inputs.ts';
import type { CreateVariantsOptions } from '../options/batch-options.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import { runRequest } from './run-request.ts';

/**
 * Makes variants of one video. Existing ones that agree with their records are skipped. Resolves with the summary also
 * when variants failed or the run was drained; rejects where nothing was started, and with the reason of `signal`.
 *
 * @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when the input is missing, not a video, or beyond a limit.
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when the output folder cannot be made or written to.
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} when another process works in it.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 */
export async function createVariants(options: CreateVariantsOptions): Promise<Summary> {
  const { input, distractors = [], ...shared } = options;
  const resolved = resolveOptions(shared);
  const others = await findDistractors(distractors, resolved.outDir);
  const found = [{ path: path.resolve(input), named: true }, ...others];
  return runRequest({ found, options: resolved }, shared);
}
