import { setTimeout as delay } from 'node:timers/promises';
import type { BatchProgress } from './batch-progress.ts';
import type { ProgressStore } from './progress-store.ts';

/** Which changes to follow, and how often to report them. */
export interface FollowOptions {
  /** Only this batch. @default all */
  readonly batchId?: string | undefined;
  /** Least time between two reports, in milliseconds. What changes more often is reported as it is then. */
  readonly everyMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * The progress of batches from now on: first as they are, then whatever changes. Only the latest state counts, so a reader that
 * reads slowly misses steps in between and holds nothing up.
 */
export async function* followChanges(
  progressStore: ProgressStore,
  { batchId, everyMs, signal }: FollowOptions,
): AsyncGenerator<BatchProgress> {
  let seen = 0;
  while (!signal.aborted) {
    const until = progressStore.version;
    for (const changed of progressStore.changedSince(seen)) {
      const progress = batchId === undefined || batchId === changed ? progressStore.find(changed) : null;
      if (progress !== null) yield progress;
    }
    seen = until;
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
    if (progressStore.version === seen) await progressStore.nextChange(signal);
  }
}
