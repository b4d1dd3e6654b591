import { availableParallelism } from 'node:os';
import { fitPlan, type Plan } from '@variegate/core-filters';
import type { RunOptions } from '../options/run-options.ts';
import { asVariantError, isCodedError } from '../run/variant-error.ts';
import { assertCapable, compileJob } from './compile-job.ts';
import { type InspectSourceOptions, inspectSource } from './inspect-source.ts';
import { makeJob } from './make-job.ts';
import { mapInOrder } from './map-in-order.ts';
import type { PlannedInput } from './planned-input.ts';
import type { ResolvedInput, SourceInput } from './resolve-inputs.ts';
import type { PlannedSource } from './variant-job.ts';

/** What turning inputs into jobs takes. */
export interface PlanInputsOptions
  extends Pick<RunOptions, 'settings' | 'limits' | 'allowVariants' | 'cacheFolder'>,
    Pick<InspectSourceOptions, 'ffmpeg' | 'inputRoot' | 'signal'> {}

/** Sources inspected at a time: enough to keep short renders coming, few enough to leave them the cores. */
const concurrency = Math.max(2, Math.ceil(availableParallelism() / 4));

/**
 * Turns inputs into jobs, in the order of the inputs and a few inputs ahead of the reader, so that what is held in memory
 * does not grow with their number. An input that cannot be used, or whose plans ask for what it or the ffmpeg lacks, is
 * told as data; the others go on.
 *
 * @param plansFor - the plans of a source, by number.
 */
export function planInputs(
  inputs: Iterable<ResolvedInput>,
  options: PlanInputsOptions,
  plansFor: (source: PlannedSource, input: SourceInput) => readonly Plan[],
): AsyncGenerator<PlannedInput> {
  return mapInOrder(inputs, concurrency, async (input): Promise<PlannedInput> => {
    switch (input.kind) {
      case 'unusable':
        return { kind: 'refused', path: input.path, error: input.error };
      case 'duplicate':
        return input;
      case 'source':
        return planSource(input, options, plansFor);
    }
  });
}

async function planSource(
  input: SourceInput,
  options: PlanInputsOptions,
  plansFor: (source: PlannedSource, input: SourceInput) => readonly Plan[],
): Promise<PlannedInput> {
  try {
    const source = await inspectSource(input, options);
    const jobs = plansFor(source, input).map(plan => makeJob(source, plan, options.settings));
    for (const job of jobs) assertCapable(compileJob(job), options.ffmpeg);
    return { kind: 'planned', source, jobs };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!isCodedError(error)) throw error;
    return { kind: 'refused', path: input.path, error: asVariantError(error) };
  }
}
