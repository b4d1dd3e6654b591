import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowRuntime } from '@variegate/workflow';
import type { Logger } from 'pino';
import type { Settings } from '../configuration/settings.ts';
import { followChanges } from '../progress/follow-changes.ts';
import type { ProgressStore } from '../progress/progress-store.ts';
import type { ServiceMetrics } from '../service-metrics.ts';
import { followWaits } from './wait-reasons.ts';
import type { WorkflowHost } from './workflow-host.ts';

/** What is followed, and what is updated. All of it is borrowed. */
export interface FollowParts {
  readonly runtime: WorkflowRuntime;
  readonly host: WorkflowHost;
  readonly progressStore: ProgressStore;
  readonly metrics: ServiceMetrics;
  readonly settings: Settings;
  readonly logger: Logger;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Records the progress of this process and of other workers, and publishes its own, until the signal is aborted. */
export async function followRuntime(parts: FollowParts): Promise<void> {
  await Promise.all([followHere(parts), notifyOthers(parts), followOthers(parts), followWaits(parts)]);
}

async function followHere({ runtime, progressStore, metrics, logger, signal }: FollowParts): Promise<void> {
  for await (const { batchId, event } of runtime.events({ signal })) {
    metrics.take(event);
    if (batchId !== null) progressStore.take(batchId, event);
    if (event.type === 'variant-failed') {
      const { code, message } = event.error;
      logger.warn({ batchId, source: event.source, index: event.index, code, message }, 'variant failed');
    } else if (event.type !== 'variant-progress' && event.type !== 'admission') {
      logger.debug({ batchId, event: event.type, id: 'id' in event ? event.id : undefined }, 'batch event');
    }
  }
}

/** Progress is informational: what cannot be published is dropped. */
async function notifyOthers({ host, progressStore, logger, signal }: FollowParts): Promise<void> {
  for await (const { batchId } of followChanges(progressStore, { everyMs: 1_000, signal })) {
    const here = progressStore.findHere(batchId);
    if (here === null) continue;
    await host
      .publish(here)
      .catch((error: unknown) => logger.debug({ err: error }, 'progress could not be published'));
  }
}

/** A connection that breaks is opened again: the server may have restarted. */
async function followOthers({ host, progressStore, logger, signal }: FollowParts): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const progress of host.publishedElsewhere(signal)) progressStore.takePublished(progress);
    } catch (error) {
      logger.debug({ err: error }, 'progress of other workers cannot be received');
    }
    if (!host.hasOthers) return;
    await delay(5_000, undefined, { signal }).catch(() => undefined);
  }
}
