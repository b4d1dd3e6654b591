import {
  cancelledResult,
  emptyResult,
  endOf,
  type FailedRecord,
  readRecord,
  skippedResult,
  succeededResult,
  type UntimedEvent,
  type VariantError,
  type VariantJob,
  type VariantPlace,
  type VariantResult,
} from '@variegate/variants';
import { fallbacksOf, jobFor } from './alternatives.ts';
import type { BatchFolder } from './batch-folder.ts';
import type { PlannedRefusalLine } from './planned-line.ts';
import type { StoredBatch } from './stored-batch.ts';

/** What became of a variant. */
export interface Outcome {
  readonly place: VariantPlace;
  readonly result: VariantResult;
  /** The job whose record tells it; `null` where there is none. */
  readonly job: VariantJob | null;
}

/**
 * What became of a planned variant, by the records alone: they are written last and survive every worker. `null` while
 * nothing has become of it.
 */
export async function outcomeOf(
  folder: BatchFolder,
  { startedAt }: StoredBatch,
  asked: VariantJob,
): Promise<Omit<Outcome, 'place'> | null> {
  const published = async (job: VariantJob): Promise<Omit<Outcome, 'place'> | null> => {
    const record = await readRecord(folder.output, job.id);
    if (record?.status !== 'succeeded') return null;
    const isNew = record.run.finishedAt >= startedAt;
    return { job, result: isNew ? succeededResult(record, job) : skippedResult(record, job) };
  };
  const record = await readRecord(folder.output, asked.id);
  if (record === null) return null;
  if (record.status === 'succeeded') return published(asked);
  for (const graph of fallbacksOf(asked)) {
    const stand = await published(jobFor(asked, graph));
    if (stand !== null) return stand;
  }
  return record.run.finishedAt >= startedAt ? { job: asked, result: failedResult(record, asked) } : null;
}

/** The rows of variants that there will not be, because their source cannot be used. */
export function outcomesOfRefusal({ position, path, error, slots }: PlannedRefusalLine): readonly Outcome[] {
  return slots.map(slot => {
    const result = emptyResult('failed', { id: null, ...slot, source: path }, error);
    return { place: { inputIndex: position, ...slot }, result, job: null };
  });
}

/** What is told of a source that cannot be used: once that it cannot, and the end of each of its variants. */
export function eventsOfRefusal(line: PlannedRefusalLine): readonly UntimedEvent[] {
  const ends = outcomesOfRefusal(line).map(({ result }) => endOf(result, null));
  const unusable: readonly UntimedEvent[] = line.isFirst
    ? [{ type: 'input-unusable', source: line.path, error: line.error }]
    : [];
  return [...unusable, ...ends.filter(event => event !== null)];
}

/** The row of a variant of which nothing was heard. */
export function unheardResult(job: VariantJob, error: VariantError | null): VariantResult {
  const row = cancelledResult(job, 0);
  return error === null ? row : { ...row, status: 'failed', error };
}

function failedResult({ run }: FailedRecord, job: VariantJob): VariantResult {
  const { processingSeconds, renderCpuSeconds, cpuSampled, peakMemoryBytes, attempts, error } = run;
  return {
    ...cancelledResult(job, attempts),
    status: 'failed',
    ...{ processingSeconds, renderCpuSeconds, cpuSampled, peakMemoryBytes, error },
  };
}
