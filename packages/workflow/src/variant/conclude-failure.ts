import { endOf, readRecord, type VariantError } from '@variegate/variants';
import { fallbacksOf, type Graph } from '../batch/alternatives.ts';
import { unheardResult } from '../batch/outcome.ts';
import { type PlannedPlace, readPlannedJob } from '../batch/planned-line.ts';
import type { BatchContext } from '../runtime/batch-context.ts';

/** A planned variant. */
export interface VariantPlaceInChunk extends PlannedPlace {
  readonly chunk: number;
}

/** What can be tried when a variant cannot be rendered as it was asked for. */
export async function fallbacksFor(
  { batchFolder }: BatchContext,
  { chunk, ...place }: VariantPlaceInChunk,
): Promise<readonly Exclude<Graph, 'asked'>[]> {
  return fallbacksOf((await readPlannedJob(batchFolder, chunk, place)).job);
}

/**
 * Tells that a variant has failed for good, and gives the batch up where it is to stop at the first failure. The record
 * of the failure was written by the step that failed.
 *
 * @returns what names the variant in the event about it
 */
export async function concludeFailure(
  context: BatchContext,
  { chunk, ...place }: VariantPlaceInChunk,
  error: VariantError,
): Promise<{ readonly index: number; readonly source: string }> {
  const { batchFolder, folder, events, options } = context;
  const { job } = await readPlannedJob(batchFolder, chunk, place);
  const record = await readRecord(folder, job.id);
  const attempts = record?.status === 'failed' ? record.run.attempts : 1;
  const event = endOf({ ...unheardResult(job, error), attempts }, job);
  if (event !== null) events.emit(event);
  if (options.failFast) await context.giveUp();
  return { index: job.index, source: job.source.path };
}
