import path from 'node:path';
import { openAssets } from './assets/open-assets.ts';
import { InputsUnusableError } from './errors.ts';
import type { CreateVariantsOptions } from './options/batch-options.ts';
import { resolveOptions } from './options/resolve-options.ts';
import { planBatch } from './planning/plan-batch.ts';
import { resolveInputs } from './planning/resolve-inputs.ts';
import type { VariantJob } from './planning/variant-job.ts';
import { EventStream } from './run/event-stream.ts';
import { findConfiguredFfmpeg } from './run/find-configured-ffmpeg.ts';
import { settleEncoder } from './run/settle-encoder.ts';

/**
 * The jobs that `createVariants` would do with the same options; nothing is rendered, and nothing is written. The only
 * event is `encoder-unavailable`, where another encoder has to take the place of the one that was asked for.
 *
 * @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when the input is missing, not a video, or beyond a limit.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 */
export async function planVariants(
  options: Omit<CreateVariantsOptions, 'distractors'>,
): Promise<readonly VariantJob[]> {
  const { input, count = 5, signal, ...shared } = options;
  const resolved = resolveOptions({ ...shared, count });
  const ffmpeg = await findConfiguredFfmpeg(resolved, signal);
  const { settings, substitution } = await settleEncoder(resolved.settings, ffmpeg, signal);
  if (substitution !== null) new EventStream(shared).emit({ type: 'encoder-unavailable', ...substitution });
  const { cacheFolder } = resolved;
  const inputs = await resolveInputs([{ path: path.resolve(input), named: true }], { cacheFolder, signal });
  const { library: assets, drawn } = await openAssets({ ...resolved, ffmpeg, signal });
  const drawing = { ...resolved.drawing, assets: drawn };
  for await (const planned of planBatch(inputs, {
    ...{ ...resolved, settings, drawing, ffmpeg, assets, signal },
    // What is searched for is not saved.
    dryRun: true,
  })) {
    if (planned.kind === 'planned') return Array.fromAsync(planned.jobs);
    if (planned.kind === 'refused') throw new InputsUnusableError(planned.error.message);
  }
  return [];
}
