import type { RetryAdvice } from '../protocol/answer.ts';
import { backoffMs } from '../protocol/retry-delay.ts';
import type { SerializedError } from '../protocol/serialized-error.ts';
import type { JobRow } from '../store/job-table.ts';
import type { RunRow } from '../store/run-table.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** An attempt that failed. */
export interface FailedAttempt {
  readonly job: JobRow;
  readonly run: RunRow;
  /** The step that failed; empty when the function failed outside any. */
  readonly stepId: string;
  readonly error: SerializedError;
  readonly retry: RetryAdvice;
  readonly maxAttempts: number;
  /** At least 0 and below 1; spreads retries. */
  readonly random: number;
}

/**
 * Notes an attempt that failed, and puts its job off to the next one. Returns when that is, in milliseconds since
 * 1970, or `undefined` when there is none: the failure is final, or this was the last attempt.
 */
export function retryJob(unit: UnitOfWork, failed: FailedAttempt): number | undefined {
  const { job, run, stepId, error, retry } = failed;
  const isLast = retry.isFinal || job.attempt + 1 >= failed.maxAttempts;
  const retryAt = isLast ? undefined : unit.now + (retry.afterMs ?? backoffMs(job.attempt, failed.random));
  unit.store.failures.insert(run.seq, {
    step_id: stepId,
    attempt: job.attempt,
    error: JSON.stringify(error),
    failed_at: unit.now,
    retry_at: retryAt ?? null,
  });
  if (retryAt === undefined) return undefined;
  unit.store.jobs.postpone(job.seq, job.attempt + 1, retryAt);
  unit.putOff(retryAt);
  return retryAt;
}
