import type { BatchRequest } from '@variegate/workflow';
import type { BatchProgress } from '../progress/batch-progress.ts';
import type { BatchRun } from './batch-run.ts';

/** The answer to a request for a batch. */
export interface Asked {
  readonly run: BatchRun;
  /** Whether this was the first time; a batch that is sent again is the same run. */
  readonly isNew: boolean;
}

/** Which batches to list. */
export interface BatchFilter {
  readonly limit: number;
  /** Only batches asked for before this one. */
  readonly before?: string | undefined;
}

/** What runs the workflow: the engine in this process, or an Inngest server with this process as one of its workers. */
export interface WorkflowHost {
  /**
   * Requests a batch.
   *
   * @throws {SERVICE_BATCH_ID_TAKEN}
   */
  ask(request: BatchRequest): Promise<Asked>;
  /** The batches asked for, newest first. */
  list(filter: BatchFilter): Promise<readonly BatchRun[]>;
  find(batchId: string): Promise<BatchRun | null>;
  /** Requests the cancellation of a batch. */
  cancel(batchId: string): Promise<void>;
  /** Why it cannot do its work now, in one phrase; `null` when it can. */
  problem(): Promise<string | null>;
  /** Publishes the progress of batches here. */
  publish(progress: BatchProgress): Promise<void>;
  /** Whether there may be other workers. */
  readonly hasOthers: boolean;
  /** The progress of batches at other workers, until the signal is aborted. */
  publishedElsewhere(signal: AbortSignal): AsyncIterable<BatchProgress>;
  /** Answers what an Inngest server asks of this worker; `null` where none asks by HTTP. */
  readonly endpoint: InngestEndpoint | null;
  /** Takes no more steps and waits for those in progress; an aborted signal abandons them. */
  drain(signal: AbortSignal): Promise<void>;
}

/** The endpoint that an Inngest server calls. */
export type InngestEndpoint = (request: Request) => Promise<Response>;
