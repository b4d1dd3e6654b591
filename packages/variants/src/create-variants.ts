import path from 'node:path';
import { drawAndRun, expandDistractors } from './create-variants-batch.ts';
import type { CreateVariantsOptions } from './options/batch-options.ts';
import { resolveOptions } from './options/resolve-options.ts';
import type { Summary } from './summary/summary.ts';

/**
 * Makes variants of one video. Those that are there already and agree with their records are skipped. Resolves with the
 * summary also when variants failed or the run was stopped; rejects only where nothing was started.
 *
 * @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when the input is missing, not a video, or beyond a limit.
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when the output folder cannot be made or written to.
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} when another process works in it.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 */
export async function createVariants(options: CreateVariantsOptions): Promise<Summary> {
  const { input, count = 5, distractors = [], ...shared } = options;
  const resolved = resolveOptions({ ...shared, count });
  const others = await expandDistractors(distractors, resolved);
  return drawAndRun([{ path: path.resolve(input), named: true }, ...others], resolved, shared, undefined);
}
