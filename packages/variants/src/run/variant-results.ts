import type { VariantJob } from '../planning/variant-job.ts';
import type { SucceededRecord, VariantError } from '../records/variant-record.ts';
import type { VariantResult } from '../summary/summary.ts';

/** The row of a variant of which nothing more is known than why there is nothing. */
export function emptyResult(
  status: 'failed' | 'cancelled',
  variant: Pick<VariantResult, 'id' | 'kind' | 'index' | 'source'>,
  error: VariantError | null,
): VariantResult {
  return {
    ...variant,
    status,
    output: null,
    bytes: null,
    processingSeconds: null,
    renderCpuSeconds: null,
    cpuSampled: false,
    attempts: 0,
    peakMemoryBytes: null,
    planDigest: null,
    similarity: null,
    error,
  };
}

/** The row of a variant that was not rendered because the run was stopped. */
export function cancelledResult(job: VariantJob, attempts: number): VariantResult {
  const variant = { id: job.id, kind: job.kind, index: job.index, source: job.source.path };
  return { ...emptyResult('cancelled', variant, null), attempts, planDigest: job.planDigest };
}

/** The row of a variant that was there already. */
export function skippedResult(record: SucceededRecord, job: VariantJob): VariantResult {
  const { output, bytes, similarity } = record;
  return { ...cancelledResult(job, 0), status: 'skipped', output, bytes, similarity };
}

/** The row of a variant that this run has made. */
export function succeededResult(record: SucceededRecord, job: VariantJob): VariantResult {
  const { processingSeconds, renderCpuSeconds, cpuSampled, peakMemoryBytes, attempts } = record.run;
  return {
    ...skippedResult(record, job),
    status: 'succeeded',
    ...{ processingSeconds, renderCpuSeconds, cpuSampled, peakMemoryBytes, attempts },
  };
}
