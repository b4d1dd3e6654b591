import path from 'node:path';
import { type Plan, parsePlan } from '@variegate/core-filters';
import type { GivenPlansOptions } from '../batch/prepared-batch.ts';
import { OptionInvalidError } from '../errors.ts';
import type { Summary } from '../events/summary.ts';
import { seriesSchema } from '../job/parse-job.ts';
import type { RenderPlansOptions } from '../options/batch-options.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import type { RunOptions } from '../options/run-options.ts';
import { runRequest } from './run-request.ts';

/**
 * Renders existing plans, drawn earlier or written by hand, on one video. On the source that a plan was drawn for, with the
 * same settings, the result is the same variant.
 *
 * @throws {PLAN_INVALID} when a plan is not valid.
 * @throws {VARIANTS_OPTION_INVALID} when an option is outside what it may be, or two plans have one number.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when the input is not a video, is beyond a limit, or does not allow what a plan asks.
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when the assets folder holds nothing, or a file that cannot be used.
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} | {VARIANTS_OUTPUT_FOLDER_BUSY} | {RUNNER_FFMPEG_MISSING}
 */
export async function renderPlans({ input, plans, series, ...shared }: RenderPlansOptions): Promise<Summary> {
  const parsed = plans.map(plan => parsePlan(plan, shared.catalogue));
  const options = withPlans(parsed, resolveOptions({ ...shared, count: Math.max(1, parsed.length) }));
  if (series !== undefined && !seriesSchema.safeParse(series).success)
    throw new OptionInvalidError('series', 'letters, digits, - and _', series);
  const found = [{ path: path.resolve(input), named: true }];
  return runRequest({ found, options: { ...options, planSeries: series } }, shared);
}

/** The options with what the plans themselves say of how they were drawn. */
function withPlans(plans: readonly Plan[], options: RunOptions): GivenPlansOptions {
  const [first] = plans;
  const numbers = new Set(plans.map(({ index }) => index));
  if (first === undefined || numbers.size < plans.length) {
    throw new OptionInvalidError('plans', 'one or more plans of different numbers', plans.length);
  }
  const { strategy, level, seed } = first;
  return { ...options, drawing: { ...options.drawing, strategy, level, seed }, plans };
}
