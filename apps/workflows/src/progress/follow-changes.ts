import { setTimeout as delay } from 'node:timers/promises';
import type { BatchProgress } from './batch-progress.ts';
import type { ProgressBook } from './progress-book.ts';

/** Which changes to follow, and how often to hear of them. */
export interface FollowOptions {
  /** Only this batch. @default all */
  readonly batchId?: string | undefined;
  /** Least time between two looks, in milliseconds. What changes more often is told as it is then. */
  readonly everyMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * How batches go on, from now on: first as they are, then whatever changes. Only the latest state counts, so whoever
 * reads slowly misses steps in between and holds nothing up.
 */
export async function* followChanges(
  book: ProgressBook,
  { batchId, everyMs, signal }: FollowOptions,
): AsyncGenerator<BatchProgress> {
  let seen = 0;
  while (!signal.aborted) {
    const until = book.version;
    for (const changed of book.changedSince(seen)) {
      const progress = batchId === undefined || batchId === changed ? book.find(changed) : null;
      if (progress !== null) yield progress;
    }
    seen = until;
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
    if (book.version === seen) await book.nextChange(signal);
  }
}
