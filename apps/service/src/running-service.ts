import type { WorkflowRuntime } from '@variegate/workflow';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { DescribedSetting } from './configuration/describe-settings.ts';
import type { Settings } from './configuration/settings.ts';
import { followRuntime } from './engine/follow-runtime.ts';
import { endpointPath } from './engine/serve-worker.ts';
import type { WorkflowHost } from './engine/workflow-host.ts';
import { createApp } from './http/create-app.ts';
import { type Listening, listen } from './http/listen.ts';
import { ProgressStore } from './progress/progress-store.ts';
import { ServiceMetrics } from './service-metrics.ts';

/** The service while it runs. */
export interface Service extends AsyncDisposable {
  /** Where it answers, such as `http://127.0.0.1:7850`; `null` when settings were only checked. */
  readonly url: string | null;
  /** The settings as they may be shown: secrets are hidden. */
  readonly settings: readonly DescribedSetting[];
  /**
   * Takes on nothing more, lets renders and steps under way finish, and closes. What waits is done by the next service
   * on the same store, or by another worker. An aborted signal kills the renders; they will be done again.
   */
  drain(options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/** What a service is put together from; it closes all of it in the end. */
export interface RunningServiceParts {
  readonly settings: Settings;
  readonly described: readonly DescribedSetting[];
  readonly host: WorkflowHost;
  readonly runtime: WorkflowRuntime;
  readonly logger: Logger;
}

/**
 * A service is *ready*, then *draining* (it answers, takes on nothing, and finishes what runs), then *closed*. A
 * draining service still reports progress, so that a caller who waits for it can see why.
 */
export class RunningService implements Service {
  readonly #parts: RunningServiceParts;
  readonly #draining = new AbortController();
  readonly #closing = new AbortController();
  #listening: Listening | null = null;
  #following: Promise<void> = Promise.resolve();
  #end: Promise<void> | undefined;

  private constructor(parts: RunningServiceParts) {
    this.#parts = parts;
  }

  /** @throws {SERVICE_ADDRESS_UNUSABLE} */
  static async start(parts: RunningServiceParts): Promise<RunningService> {
    const service = new RunningService(parts);
    try {
      await service.#open();
      return service;
    } catch (error) {
      service.#closing.abort();
      await parts.host.drain(AbortSignal.abort());
      throw error;
    }
  }

  get url(): string {
    const { host } = this.#parts.settings;
    return `http://${host.includes(':') ? `[${host}]` : host}:${this.#listening?.port}`;
  }

  get settings(): readonly DescribedSetting[] {
    return this.#parts.described;
  }

  drain({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    this.#end ??= this.#drainAndClose(signal);
    return this.#end;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.drain();
  }

  async #open(): Promise<void> {
    const { settings, host, runtime, logger } = this.#parts;
    const metrics = new ServiceMetrics(runtime);
    const progressStore = new ProgressStore(settings.instanceId);
    const app: Hono = createApp({
      settings,
      host,
      runtime,
      progressStore,
      metrics,
      logger,
      draining: this.#draining.signal,
      closing: this.#closing.signal,
      port: () => this.#listening?.port ?? settings.port,
    });
    this.#listening = await listen(() => app, settings.host, settings.port);
    this.#following = followRuntime({
      runtime,
      host,
      progressStore,
      metrics,
      settings,
      logger,
      signal: this.#closing.signal,
    });
    this.#following.catch((error: unknown) => logger.error({ err: error }, 'progress is followed no more'));
    if (host.endpoint !== null) void this.#register(host.endpoint);
    logger.info({ url: this.url, engine: settings.engine, workers: runtime.workers }, 'service ready');
  }

  /** Has the SDK register this worker with the Inngest server, until that has succeeded. */
  async #register(endpoint: (request: Request) => Promise<Response>): Promise<void> {
    const { settings, logger } = this.#parts;
    const origin = settings.appOrigin ?? this.url;
    for (let waitMs = 1_000; !this.#draining.signal.aborted; waitMs = Math.min(waitMs * 2, 60_000)) {
      const request = new Request(new URL(endpointPath, origin), {
        method: 'PUT',
        headers: { host: new URL(origin).host },
      });
      const answer = await endpoint(request).catch(() => null);
      if (answer?.ok === true) return logger.info({ origin }, 'registered at the Inngest server');
      logger.warn({ status: answer?.status, againInMs: waitMs }, 'not registered at the Inngest server');
      await new Promise(resolve => setTimeout(resolve, waitMs).unref());
    }
  }

  async #drainAndClose(signal: AbortSignal | undefined): Promise<void> {
    const { settings, host, runtime, logger } = this.#parts;
    this.#draining.abort();
    logger.info({ drainSeconds: settings.drainSeconds, running: runtime.status.running }, 'draining');
    const patience = AbortSignal.timeout(settings.drainSeconds * 1_000);
    const abandonment = signal === undefined ? patience : AbortSignal.any([signal, patience]);
    await Promise.race([Promise.all([runtime.drain(), host.drain(abandonment)]), aborted(abandonment)]);
    await runtime[Symbol.asyncDispose]();
    await host.drain(AbortSignal.abort());
    this.#closing.abort();
    await this.#following.catch(() => undefined); // Logged when it happened.
    await this.#listening?.close(AbortSignal.timeout(2_000));
    logger.info('service closed');
    logger.flush();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
