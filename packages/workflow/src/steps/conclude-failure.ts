import type { VariantError } from '@variegate/variants';
import { endEvent, readRecord, unpublishedResult } from '@variegate/variants/internal';
import { type PlannedPlace, readPlannedJob } from '../batch/planned-lines.ts';
import type { WorkflowBatch } from '../runtime/open-batch.ts';

/** A planned variant. */
export interface VariantPlaceInChunk extends PlannedPlace {
  readonly chunk: number;
}

/**
 * Reports that a variant has failed for good, and cancels the batch where it is to stop at the first failure. The record of
 * the failure was written by the step that failed.
 *
 * @returns what names the variant in the event about it
 */
export async function concludeFailure(
  context: WorkflowBatch,
  { chunk, ...place }: VariantPlaceInChunk,
  error: VariantError,
): Promise<{ readonly index: number; readonly series?: string; readonly source: string }> {
  const { batchFolder, folder, events, options } = context;
  const { job } = await readPlannedJob(batchFolder, chunk, place);
  const record = await readRecord(folder, job.id);
  const attempts = record?.status === 'failed' ? record.run.attempts : 1;
  const event = endEvent(unpublishedResult(job, error, attempts), job);
  if (event !== null) events.emit(event);
  if (options.failFast) await context.cancel();
  const { index, series } = job;
  return { index, ...(series === undefined ? {} : { series }), source: job.source.path };
}
