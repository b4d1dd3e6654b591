import type { InngestFunction } from 'inngest';
import type { DetachClient } from './client/attach-client.ts';
import type { RequestTargets } from './client/routes.ts';
import { EngineClosedError, FunctionNotFoundError, RunNotFoundError } from './errors.ts';
import { type HttpFace, openHttpFace, type ServeOptions } from './http-face/http-face.ts';
import type { Broadcast, RealtimeMessage } from './inspection/broadcast.ts';
import type { RunEvent } from './inspection/run-event.ts';
import { describeRun, type RunDetails, type RunSummary, summarizeRun } from './inspection/run-view.ts';
import type { Json, JsonObject } from './json.ts';
import type { RunLoop } from './loop/run-loop.ts';
import type { SerializedError } from './protocol/serialized-error.ts';
import type { FunctionRegistry } from './registration/function-registry.ts';
import { cancelRun } from './run/finish-run.ts';
import { newId } from './run/new-id.ts';
import { startRun } from './run/start-run.ts';
import type { RunFilter } from './store/run-search.ts';
import type { Store } from './store/store.ts';

/** How a run ended. */
export type RunOutcome =
  | { readonly status: 'completed'; readonly output: Json }
  | { readonly status: 'failed' | 'cancelled'; readonly error: SerializedError };

/** Which runs to list; what is left out does not narrow. */
export interface ListRunsOptions extends RunFilter {
  /**
   * How many at most.
   *
   * @default 100
   */
  readonly limit?: number;
}

/** Which published messages to receive. */
export interface SubscribeOptions {
  /** The channel, or its name. */
  readonly channel: string | { readonly name: string };
  /**
   * Only these topics.
   *
   * @default all of the channel's
   */
  readonly topics?: readonly string[];
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
}

/** Which changes of runs to report. */
export interface RunEventsOptions {
  /**
   * Only those of this run.
   *
   * @default all runs
   */
  readonly runId?: string | undefined;
  /** Ends the iteration. */
  readonly signal?: AbortSignal | undefined;
}

/** What the engine is put together from; it closes them in the end. */
interface EngineParts {
  readonly store: Store;
  readonly loop: RunLoop;
  readonly functions: FunctionRegistry;
  readonly realtime: Broadcast<RealtimeMessage>;
  readonly requests: RequestTargets;
  readonly clientId: string;
  readonly detachClient: DetachClient;
}

/**
 * Runs Inngest functions in this process. Events are sent as ever, with the client: `client.send(...)`.
 *
 * Made by `createEmbeddedEngine`; closed by {@link EmbeddedEngine.drain} or `await using`.
 */
export class EmbeddedEngine implements AsyncDisposable {
  readonly #parts: EngineParts;
  readonly #faces: HttpFace[] = [];
  #closing: Promise<void> | undefined;

  /** @internal */
  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  /** The ids of the functions it runs, with the client's id in front; an `onFailure` handler is one of them. */
  get functionIds(): readonly string[] {
    return this.#parts.functions.list().map(({ id }) => id);
  }

  /** The names of the events that start functions, each once. */
  get eventNames(): readonly string[] {
    const triggers = this.#parts.functions.list().flatMap(definition => definition.triggers);
    return [...new Set(triggers.map(({ eventName }) => eventName))];
  }

  /** Whether an event of this name may start a function. @internal */
  isTrigger(eventName: string): boolean {
    return this.#parts.functions.hasTrigger(eventName);
  }

  /**
   * Runs a function without an event, as `step.invoke` does, and returns the id of the run. It is queued at once, whatever
   * its rate limit, debounce, batches or singleton say; concurrency and throttle hold for it as for any.
   *
   * @throws {ENGINE_FUNCTION_NOT_FOUND}
   */
  invoke(target: InngestFunction.Any | string, data: JsonObject = {}): string {
    const functionId = typeof target === 'string' ? target : target.id(this.#parts.clientId);
    const definition = this.#parts.functions.get(functionId);
    if (definition === undefined) throw new FunctionNotFoundError(functionId, this.functionIds);
    return this.#parts.loop.change(unit => {
      const id = newId(unit.now);
      const event = { id, name: 'inngest/function.invoked', ts: unit.now, data };
      const eventSeq = unit.store.events.insertNew(event, unit.now);
      return startRun(unit, definition, { event, eventSeq }).id;
    });
  }

  /** Lists runs, newest first. */
  listRuns({ limit = 100, ...filter }: ListRunsOptions = {}): readonly RunSummary[] {
    this.#parts.loop.checkOpen();
    return this.#parts.store.runSearch.find(filter, limit).map(summarizeRun);
  }

  /**
   * Everything about a run: its event, its steps with their attempts and errors, its result.
   *
   * @throws {ENGINE_RUN_NOT_FOUND}
   */
  getRun(runId: string): RunDetails {
    return describeRun(this.#parts.store, this.#findRun(runId));
  }

  /**
   * Waits until a run has ended, and returns how.
   *
   * @throws {ENGINE_RUN_NOT_FOUND}
   * @throws {ENGINE_CLOSED} the engine was closed before the run had ended
   * @throws {ENGINE_STORE_FAILED}
   */
  async waitForRun(runId: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<RunOutcome> {
    const outcome = this.#outcomeOf(runId);
    if (outcome !== undefined) return outcome;
    for await (const event of this.runEvents({ runId, signal })) {
      const ended = outcomeIn(event);
      if (ended !== undefined) return ended;
    }
    signal?.throwIfAborted();
    this.#parts.loop.checkOpen();
    throw new EngineClosedError();
  }

  /**
   * Cancels a run; `false` when it has ended already. A step that is under way continues, but its result is thrown
   * away: Inngest has no way to stop it either.
   *
   * @throws {ENGINE_RUN_NOT_FOUND}
   */
  cancelRun(runId: string): boolean {
    const { seq } = this.#findRun(runId);
    return this.#parts.loop.change(unit => cancelRun(unit, seq, 'The run was cancelled.'));
  }

  /** What happens to runs from now on, each change once it is stored. Ends when the engine closes. */
  runEvents({ runId, signal }: RunEventsOptions = {}) {
    const accepts = (event: RunEvent) => runId === undefined || event.runId === runId;
    return this.#parts.loop.events.subscribe(accepts, signal);
  }

  /** What functions publish from now on. Ends when the engine closes. */
  subscribe({ channel, topics, signal }: SubscribeOptions): AsyncIterableIterator<RealtimeMessage> {
    const name = typeof channel === 'string' ? channel : channel.name;
    const accepts = (message: RealtimeMessage) =>
      message.channel === name && (topics === undefined || topics.includes(message.topic));
    return this.#parts.realtime.subscribe(accepts, signal);
  }

  /**
   * Opens a port on 127.0.0.1, where other processes of this machine send events and look at runs as they would with
   * Inngest's development server: with `INNGEST_DEV` set to its `url`, their `inngest.send` comes here. Anyone who can
   * connect to this machine's loopback can do so; there are no keys.
   *
   * @throws {ENGINE_PORT_UNAVAILABLE}
   * @throws {ENGINE_CLOSED}
   */
  async serve(options: ServeOptions = {}): Promise<HttpFace> {
    this.#parts.loop.checkOpen();
    const face = await openHttpFace(options, {
      requests: this.#parts.requests,
      functionIds: this.functionIds,
      runsOf: eventId =>
        this.listRuns({ eventId, limit: 1_000 })
          .toReversed()
          .map(({ id }) => this.getRun(id)),
      findRun: runId => {
        this.#parts.loop.checkOpen();
        return this.#parts.store.runs.find(runId) && this.getRun(runId);
      },
    });
    this.#faces.push(face);
    if (this.#closing === undefined) return face;
    await face.close();
    throw new EngineClosedError();
  }

  /**
   * Resolves when nothing is under way and nothing could be done now: every run has ended, or waits for an event
   * or for a time to come. With a `ManualClock` this is the moment to move the time.
   *
   * @throws {ENGINE_STORE_FAILED}
   */
  async idle(): Promise<void> {
    await this.#parts.loop.idle();
  }

  /**
   * Begins no more steps, waits for those under way, and closes the store. Everything else is taken up by the next
   * engine that opens it. An aborted signal abandons the steps in progress: nothing can stop them, but their
   * results are discarded and they will be run again.
   */
  drain({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    this.#closing ??= this.#close(signal);
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.drain();
  }

  /**
   * Ends as in a process that is killed: what is under way counts as begun, and its result is not stored. The store
   * stays open, for the next engine.
   *
   * @internal
   */
  kill(): void {
    const { loop, realtime, detachClient } = this.#parts;
    this.#closing = Promise.all(this.#faces.map(face => face.close())).then(() => {});
    detachClient(loop.kill());
    realtime.close();
  }

  async #close(signal: AbortSignal | undefined): Promise<void> {
    const { loop, store, realtime, detachClient } = this.#parts;
    let hasLateCalls = false;
    try {
      hasLateCalls = await loop.drain(signal);
    } finally {
      await Promise.all(this.#faces.map(face => face.close()));
      detachClient(hasLateCalls);
      realtime.close();
      store.close();
    }
  }

  #findRun(runId: string) {
    this.#parts.loop.checkOpen();
    const run = this.#parts.store.runs.find(runId);
    if (run === undefined) throw new RunNotFoundError(runId);
    return run;
  }

  #outcomeOf(runId: string): RunOutcome | undefined {
    const { status, output, error } = this.#findRun(runId);
    if (status === 'completed') return { status, output: JSON.parse(output ?? 'null') as Json };
    if (status !== 'failed' && status !== 'cancelled') return undefined;
    return { status, error: JSON.parse(error ?? 'null') as SerializedError };
  }
}

function outcomeIn(event: RunEvent): RunOutcome | undefined {
  switch (event.type) {
    case 'run:completed':
      return { status: 'completed', output: event.output };
    case 'run:failed':
      return { status: 'failed', error: event.error };
    case 'run:cancelled':
      return { status: 'cancelled', error: event.error };
    default:
      return undefined;
  }
}
