import type { Retry } from '@variegate/runner';

const firstDelayMs = 500;
const longestDelayMs = 30_000;

/**
 * How long to wait before another try, in milliseconds, or `null` when there is to be none. Waits double from try to
 * try; `more-memory` is the queue's own business, so here it is final.
 *
 * @param attempt - number of the try that failed, from 1.
 * @param retries - most further tries that the caller wants.
 */
export function retryDelay(advice: Retry, attempt: number, retries: number): number | null {
  if (attempt > Math.min(retries, advice.atMost ?? retries)) return null;
  const backoffMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  switch (advice.kind) {
    case 'never':
    case 'more-memory':
      return null;
    case 'now':
    case 'when-space':
      return backoffMs;
    case 'after':
      return Math.max(backoffMs, advice.afterMs ?? 0);
  }
}
