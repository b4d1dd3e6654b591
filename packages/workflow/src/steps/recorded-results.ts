import type { VariantJob, VariantResult } from '@variegate/variants';
import {
  emptyResult,
  endEvent,
  failedResult,
  fallbacksOf,
  jobInForm,
  publishedResult,
  readRecord,
  type UntimedEvent,
  type VariantPlace,
} from '@variegate/variants/internal';
import type { BatchFolder } from '../batch/batch-folder.ts';
import type { PlannedRefusalLine } from '../batch/planned-lines.ts';
import type { StoredBatch } from '../batch/stored-batch.ts';

/** A variant's row, and where it belongs. */
export interface RecordedResult {
  readonly place: VariantPlace;
  readonly result: VariantResult;
  /** The job whose record says so; `null` where there is none. */
  readonly job: VariantJob | null;
}

/**
 * The row of a planned variant by the records alone: they are written last and survive every worker. `null` where there is
 * neither a file nor a failure of this run.
 */
export async function recordedResult(
  { output }: BatchFolder,
  { runId }: Pick<StoredBatch, 'runId'>,
  asked: VariantJob,
): Promise<Omit<RecordedResult, 'place'> | null> {
  const record = await readRecord(output, asked.id);
  if (record === null) return null;
  if (record.status === 'succeeded') return { job: asked, result: publishedResult(record, asked, runId) };
  for (const form of fallbacksOf(asked)) {
    const job = jobInForm(asked, form);
    const other = await readRecord(output, job.id);
    if (other?.status === 'succeeded') return { job, result: publishedResult(other, job, runId) };
  }
  return record.run.runId === runId ? { job: asked, result: failedResult(record, asked) } : null;
}

/** The rows of variants that there will not be, because their source cannot be used. */
export function resultsOfRefusal({
  position,
  path,
  error,
  slots,
}: PlannedRefusalLine): readonly RecordedResult[] {
  return slots.map(slot => {
    const result = emptyResult('failed', { id: null, ...slot, source: path }, error);
    return { place: { inputIndex: position, ...slot }, result, job: null };
  });
}

/** The events about a source that cannot be used: once that it cannot, and the end of each of its variants. */
export function eventsOfRefusal(line: PlannedRefusalLine): readonly UntimedEvent[] {
  const ends = resultsOfRefusal(line).map(({ result }) => endEvent(result, null));
  const unusable: readonly UntimedEvent[] = line.isFirst
    ? [{ type: 'input-unusable', source: line.path, error: line.error }]
    : [];
  return [...unusable, ...ends.filter(event => event !== null)];
}
