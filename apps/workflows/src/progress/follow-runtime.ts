import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowRuntime } from '@variegate/workflow';
import type { Logger } from 'pino';
import type { WorkflowHost } from '../engine/workflow-host.ts';
import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import { followChanges } from './follow-changes.ts';
import type { ProgressBook } from './progress-book.ts';

/** What follows, and what it tells. All of it is borrowed. */
export interface FollowParts {
  readonly runtime: WorkflowRuntime;
  readonly host: WorkflowHost;
  readonly book: ProgressBook;
  readonly metrics: ServiceMetrics;
  readonly logger: Logger;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Writes down what happens in this process and at other workers, and tells those; until the signal is aborted. */
export async function followRuntime(parts: FollowParts): Promise<void> {
  await Promise.all([followHere(parts), tellOthers(parts), followOthers(parts)]);
}

async function followHere({ runtime, book, metrics, logger, signal }: FollowParts): Promise<void> {
  for await (const { batchId, event } of runtime.events({ signal })) {
    metrics.take(event);
    if (batchId !== null) book.take(batchId, event);
    if (event.type === 'variant-failed') {
      const { code, message } = event.error;
      logger.warn({ batchId, source: event.source, index: event.index, code, message }, 'variant failed');
    } else if (event.type !== 'variant-progress' && event.type !== 'admission') {
      logger.debug({ batchId, event: event.type, id: 'id' in event ? event.id : undefined }, 'batch event');
    }
  }
}

/** Progress is for watching: what cannot be told is left out. */
async function tellOthers({ host, book, logger, signal }: FollowParts): Promise<void> {
  for await (const { batchId } of followChanges(book, { everyMs: 1_000, signal })) {
    const here = book.findHere(batchId);
    if (here === null) continue;
    await host
      .publish(here)
      .catch((error: unknown) => logger.debug({ err: error }, 'progress could not be published'));
  }
}

/** A connection that breaks is made anew: the server may have been started again. */
async function followOthers({ host, book, logger, signal }: FollowParts): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const progress of host.publishedElsewhere(signal)) book.takePublished(progress);
    } catch (error) {
      logger.debug({ err: error }, 'progress of other workers cannot be heard');
    }
    if (!host.hasOthers) return;
    await delay(5_000, undefined, { signal }).catch(() => undefined);
  }
}
