import type { EmbeddedEngine, RunDetails } from '@variegate/embedded-engine';
import {
  type BatchRequest,
  batchCancelEvent,
  batchRequestedEvent,
  differingFields,
} from '@variegate/workflow';
import type { Inngest } from 'inngest';
import { BatchIdTakenError } from '../errors.ts';
import type { BatchProgress } from '../progress/batch-progress.ts';
import { type BatchRun, countsIn, endOf, takenIn } from './batch-run.ts';
import { progressChannelOf } from './progress-channel.ts';
import type { Asked, BatchFilter, WorkflowHost } from './workflow-host.ts';

/** Runs the workflow in this process. What it was asked for is in the engine's own store. */
export class EmbeddedHost implements WorkflowHost {
  readonly endpoint = null;
  readonly hasOthers = false;
  readonly #engine: EmbeddedEngine;
  readonly #client: Inngest.Any;

  /** Takes the engine over, and drains it in the end. */
  constructor(engine: EmbeddedEngine, client: Inngest.Any) {
    this.#engine = engine;
    this.#client = client;
  }

  async ask(request: BatchRequest): Promise<Asked> {
    const event = batchRequestedEvent(request, { appId: this.#client.id });
    const known = this.#findByEvent(event.id);
    if (known === null) await this.#client.send(event);
    const run = known ?? this.#findByEvent(event.id);
    // Also where two ask at the same moment: the engine takes one event of an id.
    if (run === null) throw new Error(`The engine took the batch "${request.batchId}" and has no run of it.`);
    const fields = differingFields(run.request, request);
    if (fields.length > 0) throw new BatchIdTakenError(request.batchId, fields);
    return { run, isNew: known === null };
  }

  async list({ limit, before }: BatchFilter): Promise<readonly BatchRun[]> {
    const functionId = `${this.#client.id}-batch`;
    const runs = this.#engine.listRuns({ functionId, limit, before: this.#runIdOf(before) });
    return runs.map(({ id }) => toBatchRun(this.#engine.getRun(id)));
  }

  async find(batchId: string): Promise<BatchRun | null> {
    return this.#findByEvent(this.#eventIdOf(batchId));
  }

  async cancel(batchId: string): Promise<void> {
    await this.#client.send(batchCancelEvent(batchId, { appId: this.#client.id }));
  }

  async problem(): Promise<string | null> {
    try {
      this.#engine.listRuns({ limit: 1 });
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async publish(progress: BatchProgress): Promise<void> {
    await this.#client.realtime.publish(progressChannelOf(this.#client.id).progress, progress);
  }

  /** There is no other worker. */
  async *publishedElsewhere(): AsyncGenerator<BatchProgress> {}

  async drain(signal: AbortSignal): Promise<void> {
    await this.#engine.drain({ signal });
  }

  #eventIdOf(batchId: string): string {
    return batchRequestedEvent({ batchId, outDir: '' }, { appId: this.#client.id }).id;
  }

  /** One event starts several functions; the run of the batch function represents the batch. */
  #findByEvent(eventId: string): BatchRun | null {
    const [run] = this.#engine.listRuns({ eventId, functionId: `${this.#client.id}-batch`, limit: 1 });
    return run === undefined ? null : toBatchRun(this.#engine.getRun(run.id));
  }

  #runIdOf(batchId: string | undefined): string | undefined {
    if (batchId === undefined) return undefined;
    return this.#findByEvent(this.#eventIdOf(batchId))?.runId ?? undefined;
  }
}

function toBatchRun(run: RunDetails): BatchRun {
  const request = run.event.data as unknown as BatchRequest;
  const counts = countsIn(run.output);
  return {
    batchId: request.batchId,
    runId: run.id,
    status: counts === null ? run.status : endOf(counts),
    request,
    askedAt: new Date(run.queuedAt).toISOString(),
    endedAt: run.endedAt === null ? null : new Date(run.endedAt).toISOString(),
    counts,
    error: run.error === null ? takenIn(run.output) : failureIn(run.error),
  };
}

/** An error of these packages travels as the cause of Inngest's own, which says no more than whether to try again. */
function failureIn({ name, message, cause }: NonNullable<RunDetails['error']>): BatchRun['error'] {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause['code'] : undefined;
  return { code: typeof code === 'string' ? code : name, message };
}
