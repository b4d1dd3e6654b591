import {
  type BatchRegister,
  type BatchRequest,
  type BatchStanding,
  batchCancelEvent,
  batchContinueEvent,
  batchNotifyEvent,
  batchRequestedEvent,
  differingFields,
  type EventAddress,
  NotificationWatch,
  readStanding,
  type SentEvent,
  StandstillWatch,
  type WorkflowRuntime,
} from '@variegate/workflow';
import type { Inngest } from 'inngest';
import { subscribe } from 'inngest/realtime';
import type { Logger } from 'pino';
import { BatchIdTakenError, ServerAwayError } from '../errors.ts';
import type { BatchProgress } from '../progress/batch-progress.ts';
import { type BatchRun, countsIn, endOf } from './batch-run.ts';
import { progressChannelOf } from './progress-channel.ts';
import type { Asked, BatchFilter, InngestEndpoint, WorkflowHost } from './workflow-host.ts';

/** How an Inngest server reaches this worker. */
export interface WorkerLink {
  readonly endpoint: InngestEndpoint | null;
  /** Why the server does not reach it now; `null` when it does. */
  problem(): string | null;
  /** Becomes a new worker to the server, which takes it to be idle, and gives the former one up. */
  renew(signal: AbortSignal): Promise<void>;
  close(signal: AbortSignal): Promise<void>;
}

/** What the host is made of; it closes the link in the end. */
export interface ServerHostParts {
  readonly client: Inngest.Any;
  /** Where the server answers. */
  readonly serverUrl: string;
  readonly register: BatchRegister;
  readonly runtime: WorkflowRuntime;
  readonly link: WorkerLink;
  /** For how long nothing of a batch may change before it is taken for lost, in seconds. */
  readonly standstillSeconds: number;
  readonly logger: Logger;
}

/** After how many seconds a cancelled batch is finished by another run, where its own has not done so. */
const cancelledWithinSeconds = 5;

/** How long a worker waits for the end of the connection that it gives up. */
const renewedWithinMs = 10_000;

/**
 * Has an Inngest server run the workflow, with this process as one of its workers. Every request and its outcome
 * are read from the folder that all workers share: a server forgets.
 */
export class ServerHost implements WorkflowHost {
  readonly hasOthers = true;
  readonly #parts: ServerHostParts;
  readonly #watch: NodeJS.Timeout;

  constructor(parts: ServerHostParts) {
    this.#parts = parts;
    this.#watch = this.#watchStandstill();
  }

  get endpoint(): InngestEndpoint | null {
    return this.#parts.link.endpoint;
  }

  async ask(request: BatchRequest): Promise<Asked> {
    const { register } = this.#parts;
    const { batch, isNew } = await register.enter(request);
    const fields = differingFields(batch.request, request);
    if (fields.length > 0) throw new BatchIdTakenError(request.batchId, fields);
    const standing = await readStanding(register, batch);
    // Also where an earlier request has not come as far as the server.
    if (standing.runId === null) await this.#send(batchRequestedEvent(request, await this.#address()));
    return { run: toBatchRun(standing), isNew };
  }

  async list({ limit, before }: BatchFilter): Promise<readonly BatchRun[]> {
    const { register } = this.#parts;
    const batches = await register.list();
    const from =
      before === undefined ? 0 : batches.findIndex(({ request }) => request.batchId === before) + 1;
    const listed = batches.slice(from, from + limit);
    return Promise.all(listed.map(async batch => toBatchRun(await readStanding(register, batch))));
  }

  async find(batchId: string): Promise<BatchRun | null> {
    const { register } = this.#parts;
    const batch = await register.find(batchId);
    return batch === null ? null : toBatchRun(await readStanding(register, batch));
  }

  async cancel(batchId: string): Promise<void> {
    const address = await this.#address();
    const ending = batchContinueEvent(batchId, cancelledWithinSeconds, 'cancelled', address);
    // What runs ends by the marker in the folder; the watch finishes the batch once the server is back.
    await this.#send(batchCancelEvent(batchId, address), ending).catch((error: unknown) =>
      this.#parts.logger.warn({ err: error, batchId }, 'the server did not take the cancellation of a batch'),
    );
  }

  async problem(): Promise<string | null> {
    const reached = this.#parts.link.problem();
    if (reached !== null) return reached;
    const health = new URL('/health', this.#parts.serverUrl);
    const answer = await fetch(health, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    return answer === null ? `The Inngest server at ${health.origin} does not answer.` : null;
  }

  async publish(progress: BatchProgress): Promise<void> {
    const { client } = this.#parts;
    await client.realtime.publish(progressChannelOf(client.id).progress, progress);
  }

  async *publishedElsewhere(signal: AbortSignal): AsyncGenerator<BatchProgress> {
    const app = this.#parts.client;
    const messages = await subscribe({ app, channel: progressChannelOf(app.id), topics: ['progress'] });
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
    clearInterval(this.#watch);
    await this.#parts.link.close(signal);
  }

  /** Two installations may be one app to the server: each event says whose it is. */
  async #address(): Promise<EventAddress> {
    const { client, register } = this.#parts;
    return { appId: client.id, installation: await register.installation() };
  }

  async #send(...events: readonly SentEvent[]): Promise<void> {
    const { client, serverUrl } = this.#parts;
    try {
      await client.send([...events]);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ServerAwayError(
        `The Inngest server at ${new URL(serverUrl).origin} takes no events: ${why}`,
        {
          cause: error,
        },
      );
    }
  }

  /** Has batches continued of which the server has lost a run, by whatever worker was asked for them. */
  #watchStandstill(): NodeJS.Timeout {
    const { runtime, link, standstillSeconds, logger } = this.#parts;
    const standstillMs = 1000 * standstillSeconds;
    const watch = new StandstillWatch({
      ...{ runtime, standstillMs },
      onStandstill: async (batchId, once) => {
        // A server that crashed counts the steps that it had handed out as under way for 12 minutes more (Inngest 1.43), and
        // hands nothing to a worker that has its share of them, though it is idle.
        await link.renew(AbortSignal.timeout(renewedWithinMs));
        await this.#send(batchContinueEvent(batchId, 0, once, await this.#address()));
        logger.warn({ batchId, standstillSeconds }, 'batch stands still, and is continued by a new run');
      },
    });
    const notifications = new NotificationWatch({
      ...{ runtime, standstillMs },
      onStandstill: async (batchId, once) => {
        await this.#send(batchNotifyEvent(batchId, once, await this.#address()));
        logger.warn({ batchId }, 'nothing was said of the end of a batch, and it is said by a new run');
      },
    });
    let looking = false;
    const look = async () => {
      if (looking) return;
      looking = true;
      // While the server is away there is nothing to be done, and the next look tries again.
      for (const each of [watch, notifications]) {
        await each
          .look()
          .catch((error: unknown) => logger.debug({ err: error }, 'batches cannot be watched'));
      }
      looking = false;
    };
    return setInterval(() => void look(), Math.max(1000, standstillMs / 8)).unref();
  }
}

function toBatchRun(standing: BatchStanding): BatchRun {
  const { request, askedAt, endedAt, runId, summary, failure } = standing;
  return {
    ...{ batchId: request.batchId, runId, request, askedAt, endedAt },
    status: statusOf(standing),
    counts: countsIn(summary),
    error: failure === null ? null : { code: failure.code, message: failure.message },
  };
}

function statusOf({ runId, summary, failure }: BatchStanding): BatchRun['status'] {
  if (summary !== null) return endOf(summary);
  if (failure !== null) return 'failed';
  return runId === null ? 'queued' : 'running';
}
