import type { BatchRequest } from '@variegate/workflow';

/**
 * Where a batch is in its life; the last three never change again. `completed`: every variant was made, existed, or failed.
 * `failed`: the batch could not be prepared, or its results not be written. `cancelled`: variants were left out, because
 * someone cancelled it or it stopped at its first failure.
 */
export type BatchStatus = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';

/** The counts that a batch ended with. */
export interface BatchCounts {
  readonly requested: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cancelled: number;
}

/** A batch that the service was asked for. Times are ISO 8601. */
export interface BatchRun {
  readonly batchId: string;
  /** The engine's own name of the run; `null` until it has one. */
  readonly runId: string | null;
  readonly status: BatchStatus;
  readonly request: BatchRequest;
  readonly askedAt: string;
  readonly endedAt: string | null;
  /** `null` until it has results; a cancelled batch has them too. */
  readonly counts: BatchCounts | null;
  /** Why it failed as a whole; `null` when it did not. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Reads the counts out of what the workflow's function returned; `null` where they are not all there. */
export function countsIn(output: unknown): BatchCounts | null {
  if (typeof output !== 'object' || output === null) return null;
  const { requested, succeeded, failed, skipped, cancelled } = output as Partial<Record<string, unknown>>;
  const counts = { requested, succeeded, failed, skipped, cancelled };
  return Object.values(counts).every(count => typeof count === 'number') ? (counts as BatchCounts) : null;
}

/** What became of a batch that has results. */
export function endOf({ cancelled }: BatchCounts): 'completed' | 'cancelled' {
  return cancelled > 0 ? 'cancelled' : 'completed';
}

/** Whether the folder of a batch holds results. */
export function hasResults({ status, counts }: BatchRun): boolean {
  return status === 'completed' || counts !== null;
}

/** What a run says that found its batch done, or being done, by an earlier one; `null` where it did not. */
export function takenIn(output: unknown): BatchRun['error'] {
  const { duplicateOf } = (output ?? {}) as { readonly duplicateOf?: unknown };
  if (typeof duplicateOf !== 'string') return null;
  return {
    code: 'BATCH_RUN_BEFORE',
    message: `The output folder has a batch of this id already, of the run ${duplicateOf}; that one counts.`,
  };
}
