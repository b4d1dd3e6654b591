import path from 'node:path';
import { untilAborted } from '@variegate/ground';
import { openPlanningHost } from '../batch/host.ts';
import { leftOutEvents, noticesOf } from '../batch/opening-events.ts';
import { planInputs } from '../batch/plan.ts';
import { prepareBatch } from '../batch/prepare.ts';
import { InputsUnusableError } from '../errors.ts';
import { EventStream } from '../events/event-stream.ts';
import type { VariantJob } from '../job/variant-job.ts';
import type { CreateVariantsOptions } from '../options/batch-options.ts';
import { resolveOptions } from '../options/resolve-options.ts';

/**
 * The jobs that `createVariants` would do with the same options; nothing is rendered, and nothing is written. The only
 * events are `encoder-unavailable`, where another encoder has to take the place of the one that was asked for,
 * `ffmpeg-untested`, `variants-left-out` and `input-hashing`.
 *
 * @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when the input is missing, not a video, or beyond a limit.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 */
export async function planVariants(
  options: Omit<CreateVariantsOptions, 'distractors'>,
): Promise<readonly VariantJob[]> {
  return untilAborted(options.signal, () => planOne(options));
}

async function planOne(options: Omit<CreateVariantsOptions, 'distractors'>): Promise<readonly VariantJob[]> {
  const { input, signal, ...shared } = options;
  // What is searched for is not saved.
  const resolved = { ...resolveOptions(shared), dryRun: true };
  const host = await openPlanningHost({ ...resolved, signal });
  const hooks = { events: new EventStream(shared), signal };
  const found = [{ path: path.resolve(input), named: true }];
  const prepared = await prepareBatch({ found, options: resolved }, host, hooks);
  const notices = [...noticesOf(host.ffmpeg, prepared.substitution), ...leftOutEvents(prepared.leftOut)];
  for (const notice of notices) hooks.events.emit(notice);
  for await (const planned of planInputs(prepared.inputs, prepared, host, hooks)) {
    if (planned.kind === 'planned') return Array.fromAsync(planned.jobs);
    if (planned.kind === 'refused') throw new InputsUnusableError(planned.error.message);
  }
  return [];
}
