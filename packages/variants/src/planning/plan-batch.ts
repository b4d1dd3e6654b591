import { generatePlan } from '@variegate/core-filters';
import type { DrawingOptions, RunOptions } from '../options/run-options.ts';
import type { VariantError } from '../records/variant-record.ts';
import { asVariantError, isCodedError } from '../run/variant-error.ts';
import { assertCapable, compileJob } from './compile-job.ts';
import { type InspectSourceOptions, inspectSource } from './inspect-source.ts';
import { makeJob } from './make-job.ts';
import { mapInOrder } from './map-in-order.ts';
import type { ResolvedInput, SourceInput } from './resolve-inputs.ts';
import type { PlannedSource, VariantJob } from './variant-job.ts';

/** What became of one input in planning. */
export type PlannedInput = PlannedJobs | RefusedInput | PlannedDuplicate;

/** A source with the jobs of all its variants, by number. */
export interface PlannedJobs {
  readonly kind: 'planned';
  readonly source: PlannedSource;
  readonly jobs: readonly VariantJob[];
}

/** An input that no variants can be made of. */
export interface RefusedInput {
  readonly kind: 'refused';
  /** Absolute path. */
  readonly path: string;
  readonly error: VariantError;
}

/** An input with the same bytes as an earlier one. */
export interface PlannedDuplicate {
  readonly kind: 'duplicate';
  /** Absolute path. */
  readonly path: string;
  /** Absolute path of the earlier one. */
  readonly duplicateOf: string;
}

/** What planning takes. */
export interface PlanBatchOptions
  extends Pick<RunOptions, 'drawing' | 'settings' | 'limits' | 'allowVariants' | 'cacheFolder'>,
    Pick<InspectSourceOptions, 'ffmpeg' | 'signal'> {}

/** Sources inspected at a time; more would only take the cores from the renders. */
const concurrency = 2;

/**
 * Plans every variant of every input, in the order of the inputs and a few inputs ahead of the reader, so that what is
 * held in memory does not grow with their number. An input that cannot be used, or whose plans need what the ffmpeg
 * lacks, is told as data; the others go on.
 */
export async function* planBatch(
  inputs: Iterable<ResolvedInput>,
  options: PlanBatchOptions,
): AsyncGenerator<PlannedInput> {
  yield* mapInOrder(inputs, concurrency, async (input): Promise<PlannedInput> => {
    switch (input.kind) {
      case 'unusable':
        return { kind: 'refused', path: input.path, error: input.error };
      case 'duplicate':
        return input;
      case 'source':
        return planSource(input, options);
    }
  });
}

async function planSource(input: SourceInput, options: PlanBatchOptions): Promise<PlannedInput> {
  try {
    const source = await inspectSource(input, options);
    const jobs = drawPlans(source, options.drawing).map(plan => makeJob(source, plan, options.settings));
    for (const job of jobs) assertCapable(compileJob(job), options.ffmpeg);
    return { kind: 'planned', source, jobs };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!isCodedError(error)) throw error;
    return { kind: 'refused', path: input.path, error: asVariantError(error) };
  }
}

function drawPlans({ fingerprint, facts }: PlannedSource, drawing: DrawingOptions) {
  const { strategy, level, seed, count, only, exclude } = drawing;
  return Array.from({ length: count }, (_, offset) =>
    generatePlan({
      ...{ strategy, level, seed, index: offset + 1, sourceSha256: fingerprint, facts, exclude },
      ...(only === null ? {} : { only }),
    }),
  );
}
