import type { WorkflowRuntime } from '@variegate/workflow';
import type { Logger } from 'pino';
import type { Settings } from '../configuration/settings.ts';
import type { WorkflowHost } from '../engine/workflow-host.ts';
import type { ProgressStore } from '../progress/progress-store.ts';
import type { ServiceMetrics } from '../service-metrics.ts';

/** What requests are answered with. All of it is borrowed. */
export interface ServiceParts {
  readonly settings: Settings;
  readonly host: WorkflowHost;
  readonly runtime: WorkflowRuntime;
  readonly progressStore: ProgressStore;
  readonly metrics: ServiceMetrics;
  readonly logger: Logger;
  /** Aborted when the service begins to drain: it takes on nothing more. */
  readonly draining: AbortSignal;
  /** Aborted when open streams are to end. */
  readonly closing: AbortSignal;
  /** The port listened on. */
  readonly port: () => number;
}
