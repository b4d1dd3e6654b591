import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  type BatchRequest,
  batchCancelEvent,
  batchRequestedEvent,
  readBatchSummary,
} from '@variegate/workflow';
import type { Inngest } from 'inngest';
import { subscribe } from 'inngest/realtime';
import { BatchIdTakenError } from '../errors.ts';
import type { BatchProgress } from '../progress/batch-progress.ts';
import type { AskedBatch, AskedBatches } from './asked-batches.ts';
import { type BatchRun, countsIn, endOf } from './batch-run.ts';
import { outputFolderOf } from './output-folder-of.ts';
import { progressChannel } from './progress-channel.ts';
import { runsOfEvent, type ServerAccess, standingOf } from './server-runs.ts';
import type { Asked, BatchFilter, InngestEndpoint, WorkflowHost } from './workflow-host.ts';

/** How an Inngest server reaches this worker. */
export interface WorkerLink {
  readonly endpoint: InngestEndpoint | null;
  /** Why the server does not reach it now; `null` when it does. */
  problem(): string | null;
  close(signal: AbortSignal): Promise<void>;
}

/** What the host is made of; it closes the link in the end. */
export interface ServerHostParts {
  readonly client: Inngest.Any;
  readonly access: ServerAccess;
  readonly asked: AskedBatches;
  readonly link: WorkerLink;
  /** Absolute path of the folder under which all workers write. */
  readonly outputRoot: string;
}

/** Has an Inngest server run the workflow, with this process as one of its workers. */
export class ServerHost implements WorkflowHost {
  readonly hasOthers = true;
  readonly #parts: ServerHostParts;

  constructor(parts: ServerHostParts) {
    this.#parts = parts;
  }

  get endpoint(): InngestEndpoint | null {
    return this.#parts.link.endpoint;
  }

  async ask(request: BatchRequest): Promise<Asked> {
    const { client, asked } = this.#parts;
    const { batchId } = request;
    const known = asked.find(batchId);
    if (known === null) {
      const { ids } = await client.send(batchRequestedEvent(request));
      const batch = { eventId: ids[0] ?? '', request, askedAt: new Date().toISOString() };
      // Where two ask at the same moment the server takes one event of an id: the first that was sent.
      if (asked.find(batchId) === null) await asked.add(batch);
    }
    const batch = asked.find(batchId);
    if (batch === null || !isDeepStrictEqual(batch.request, request)) throw new BatchIdTakenError(batchId);
    return { run: await this.#toBatchRun(batch), isNew: known === null };
  }

  async list({ limit, before }: BatchFilter): Promise<readonly BatchRun[]> {
    const batches = this.#parts.asked.list();
    const from =
      before === undefined ? 0 : batches.findIndex(({ request }) => request.batchId === before) + 1;
    return Promise.all(batches.slice(from, from + limit).map(batch => this.#toBatchRun(batch)));
  }

  async find(batchId: string): Promise<BatchRun | null> {
    const batch = this.#parts.asked.find(batchId);
    return batch === null ? null : this.#toBatchRun(batch);
  }

  async cancel(batchId: string): Promise<void> {
    await this.#parts.client.send(batchCancelEvent(batchId));
  }

  async problem(): Promise<string | null> {
    const reached = this.#parts.link.problem();
    if (reached !== null) return reached;
    const health = new URL('/health', this.#parts.access.url);
    const answer = await fetch(health, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    return answer === null ? `The Inngest server at ${health.origin} does not answer.` : null;
  }

  async publish(progress: BatchProgress): Promise<void> {
    await this.#parts.client.realtime.publish(progressChannel.progress, progress);
  }

  async *publishedElsewhere(signal: AbortSignal): AsyncGenerator<BatchProgress> {
    const app = this.#parts.client;
    const messages = await subscribe({ app, channel: progressChannel, topics: ['progress'] });
    const close = () => messages.close('The service stops.');
    signal.addEventListener('abort', close, { once: true });
    if (signal.aborted) close();
    try {
      for await (const message of messages) yield message.data as BatchProgress;
    } finally {
      signal.removeEventListener('abort', close);
    }
  }

  async drain(signal: AbortSignal): Promise<void> {
    await this.#parts.link.close(signal);
  }

  async #toBatchRun({ eventId, request, askedAt }: AskedBatch): Promise<BatchRun> {
    const { access, outputRoot } = this.#parts;
    const { run, status } = standingOf(await runsOfEvent(access, eventId));
    const outDir = path.resolve(outputRoot, request.outDir);
    const { batchId } = request;
    const summary = await outputFolderOf(request, outputRoot)
      .then(folder => readBatchSummary({ outDir: folder, batchId }))
      .catch(() => null);
    const counts = countsIn(summary);
    const hasEnded = summary !== null || status === 'failed' || status === 'cancelled';
    return {
      batchId,
      runId: run?.run_id ?? null,
      status: counts === null ? status : endOf(counts),
      request,
      askedAt,
      endedAt: hasEnded ? (run?.ended_at ?? (await writtenAt(outDir)) ?? askedAt) : null,
      counts,
      error: summary === null && status === 'failed' ? failureIn(run?.output) : null,
    };
  }
}

/** When the results of a batch were written last. */
const writtenAt = (outDir: string): Promise<string | null> =>
  stat(path.join(outDir, 'manifest.json')).then(
    ({ mtime }) => mtime.toISOString(),
    () => null,
  );

function failureIn(output: unknown): BatchRun['error'] {
  const { name, message } = (output ?? {}) as { readonly name?: unknown; readonly message?: unknown };
  return { code: String(name ?? 'Error'), message: String(message ?? 'The run failed.') };
}
