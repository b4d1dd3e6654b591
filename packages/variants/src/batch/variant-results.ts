import type { VariantResult } from '../events/summary.ts';
import type { VariantJob } from '../job/variant-job.ts';
import type { RecordRun, SucceededRecord, VariantError } from '../records/variant-record.ts';

/** The row of a variant of which nothing more is known than why there is nothing. */
export function emptyResult(
  status: 'failed' | 'cancelled',
  variant: Pick<VariantResult, 'id' | 'kind' | 'index' | 'series' | 'source'>,
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

/** The row of a planned variant that has no file: cancelled, or failed with an error. */
export function unpublishedResult(
  { id, kind, index, series, source, planDigest }: VariantJob,
  error: VariantError | null,
  attempts = 0,
): VariantResult {
  const variant = { id, kind, index, ...(series === undefined ? {} : { series }), source: source.path };
  return { ...emptyResult(error === null ? 'cancelled' : 'failed', variant, error), attempts, planDigest };
}

/** The row of a variant that has a file: made by this run, or found by it. */
export function publishedResult(
  { output, bytes, similarity, planDigest, target, targetMet, run }: SucceededRecord,
  job: VariantJob,
  runId: string,
): VariantResult {
  const row = {
    ...{ ...unpublishedResult(job, null), output, bytes, planDigest, similarity },
    ...(target === undefined ? {} : { target }),
    ...(targetMet === undefined ? {} : { targetMet }),
  };
  const { searchCpuSeconds } = run;
  const searched = searchCpuSeconds === undefined ? {} : { searchCpuSeconds };
  if (run.runId === runId) return { ...row, status: 'succeeded', ...figuresOf(run), ...searched };
  const renamedFrom = run.renamed?.runId === runId ? { renamedFrom: run.renamed.from } : {};
  return { ...row, status: 'skipped', ...renamedFrom };
}

/** The row of a variant that has failed for good. */
export function failedResult({ run }: { readonly run: FailedRun }, job: VariantJob): VariantResult {
  return { ...unpublishedResult(job, run.error, run.attempts), ...figuresOf(run) };
}

/** What is known of the last attempt at a variant that failed. */
type FailedRun = Pick<
  RecordRun,
  'processingSeconds' | 'renderCpuSeconds' | 'cpuSampled' | 'peakMemoryBytes' | 'attempts' | 'error'
>;

function figuresOf({
  processingSeconds,
  renderCpuSeconds,
  cpuSampled,
  peakMemoryBytes,
  attempts,
}: FailedRun): Omit<FailedRun, 'error'> {
  return { processingSeconds, renderCpuSeconds, cpuSampled, peakMemoryBytes, attempts };
}
