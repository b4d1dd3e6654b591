import type { VariantJob } from '../job/variant-job.ts';
import { writeRecord } from '../records/record-store.ts';
import { type RecordRun, recordFormatVersion, type VariantError } from '../records/variant-record.ts';
import { recordedOf } from '../rendering/published-variant.ts';
import type { BatchContext } from './batch-context.ts';

/** A variant that has failed for good in one form. */
export interface VariantFailure {
  readonly job: VariantJob;
  /** Attempts that were made, 1 or more. */
  readonly attempts: number;
  readonly error: VariantError;
  /** The error of the last attempt. */
  readonly cause: unknown;
}

/** What a process that failed has taken; a failure keeps the shape of a result. */
export function processFacts(
  cause: unknown,
): Pick<RecordRun, 'processingSeconds' | 'renderCpuSeconds' | 'cpuSampled' | 'peakMemoryBytes'> {
  const { durationSeconds, cpuSeconds, peakMemoryBytes } = cause as Readonly<Record<string, unknown>>;
  const numberOr = <Other>(value: unknown, other: Other) => (typeof value === 'number' ? value : other);
  return {
    processingSeconds: numberOr(durationSeconds, null),
    renderCpuSeconds: numberOr(cpuSeconds, 0),
    cpuSampled: true,
    peakMemoryBytes: numberOr(peakMemoryBytes, null),
  };
}

/** Writes the record of a failure. @returns its part about the run */
export async function recordFailure(
  { job, attempts, error, cause }: VariantFailure,
  { folder, host, runId }: Pick<BatchContext, 'folder' | 'host' | 'runId'>,
): Promise<RecordRun> {
  const { output: _, segments: __, ...described } = recordedOf(job);
  const run: RecordRun = {
    ...{ finishedAt: new Date().toISOString(), ...processFacts(cause), attempts },
    ...{ ffmpegVersion: host.ffmpeg.version, runId, error },
  };
  const record = writeRecord(folder, {
    ...{ formatVersion: recordFormatVersion, status: 'failed', ...described },
    ...(job.search === undefined ? {} : { search: job.search }),
    run,
  });
  // On a full disk there is no room for the record either; the failure is reported all the same.
  await record.catch(() => {});
  return run;
}
