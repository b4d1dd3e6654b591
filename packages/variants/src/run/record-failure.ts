import type { Ffmpeg } from '@variegate/runner';
import type { OutputFolder } from '../folder/output-folder.ts';
import type { VariantJob } from '../planning/variant-job.ts';
import { writeRecord } from '../records/record-store.ts';
import { recordFormatVersion, type VariantError } from '../records/variant-record.ts';
import type { VariantResult } from '../summary/summary.ts';
import { cancelledResult } from './variant-results.ts';

/** A variant that has failed for good. */
export interface VariantFailure {
  readonly job: VariantJob;
  /** Tries that were made, 1 or more. */
  readonly attempts: number;
  readonly error: VariantError;
  /** The error of the last try. */
  readonly cause: unknown;
}

/** What an error tells of the process that it is about. */
export interface FailureFacts {
  /** Wall clock, in seconds; `null` where no process was run. */
  readonly durationSeconds: number | null;
  /** Processor time, in seconds; 0 where no process was run. */
  readonly cpuSeconds: number;
  readonly peakMemoryBytes: number | null;
}

/** A failure keeps the shape of a result: reads from an error what the process took. */
export function factsOfFailure(cause: unknown): FailureFacts {
  const { durationSeconds, cpuSeconds, peakMemoryBytes } = cause as Partial<
    Record<keyof FailureFacts, unknown>
  >;
  const numberOr = <Other>(value: unknown, other: Other) => (typeof value === 'number' ? value : other);
  return {
    durationSeconds: numberOr(durationSeconds, null),
    cpuSeconds: numberOr(cpuSeconds, 0),
    peakMemoryBytes: numberOr(peakMemoryBytes, null),
  };
}

/** Writes the record of a failure, and tells the variant's row. */
export async function recordFailure(
  { job, attempts, error, cause }: VariantFailure,
  { folder, ffmpeg }: { readonly folder: OutputFolder; readonly ffmpeg: Ffmpeg },
): Promise<VariantResult> {
  const { durationSeconds, cpuSeconds, peakMemoryBytes } = factsOfFailure(cause);
  const run = {
    processingSeconds: durationSeconds,
    renderCpuSeconds: cpuSeconds,
    cpuSampled: true,
    peakMemoryBytes,
    attempts,
    error,
  };
  const { id, kind, index, plan, planDigest, settings, search } = job;
  const { fingerprint, stem, file } = job.source;
  const record = writeRecord(folder, {
    ...{ formatVersion: recordFormatVersion, status: 'failed', id, kind, index },
    ...{ source: { fingerprint, stem, file }, plan, planDigest, settings },
    ...(search === undefined ? {} : { search }),
    run: { ...run, finishedAt: new Date().toISOString(), ffmpegVersion: ffmpeg.version },
  });
  // On a full disk there is no room for the record either; the failure is told all the same.
  await record.catch(() => {});
  return { ...cancelledResult(job, attempts), status: 'failed', ...run };
}
