import { policy } from '../policy.ts';

/** How a start ended that did not succeed. */
export interface FailedStart {
  /** What the task threw. */
  readonly error: unknown;
  /** Whether its caller or the closing queue had cancelled it. */
  readonly cancelled: boolean;
  /** Whether it was being stopped to make room. */
  readonly stopping: boolean;
  /** Whether nothing else ran beside it from start to end. */
  readonly alone: boolean;
  /** Starts so far, this one included. */
  readonly starts: number;
}

/** What a failed start means for its task. */
export type FailureOutcome = 'cancelled' | 'evicted' | 'died-of-memory' | 'too-large' | 'failed';

/**
 * Decides what a failed start means for its task. Only memory brings a task back into the
 * line; any other failure belongs to the caller. Pure.
 */
export function decideFailureOutcome({
  error,
  cancelled,
  stopping,
  alone,
  starts,
}: FailedStart): FailureOutcome {
  if (cancelled) return 'cancelled';
  if (stopping) return 'evicted';
  if (!wantsMoreMemory(error)) return 'failed';
  return alone || starts >= policy.maxStarts ? 'too-large' : 'died-of-memory';
}

/** Whether an error says that memory was what its thrower lacked; read by shape, whatever its class. */
function wantsMoreMemory(error: unknown): boolean {
  const { retry } = (error ?? {}) as { readonly retry?: { readonly kind?: unknown } | null };
  return retry?.kind === 'more-memory';
}

/** The peak an error reports, in bytes; 0 if it reports none. */
export function reportedPeak(error: unknown): number {
  const { peakMemoryBytes } = (error ?? {}) as { readonly peakMemoryBytes?: unknown };
  return typeof peakMemoryBytes === 'number' && peakMemoryBytes > 0 ? peakMemoryBytes : 0;
}
