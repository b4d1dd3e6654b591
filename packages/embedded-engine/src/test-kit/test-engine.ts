import type { InngestFunction } from 'inngest';

import type { ManualClock } from '../clock.ts';
import { assembleEngine } from '../create-engine.ts';
import type { EmbeddedEngine } from '../embedded-engine.ts';
import { EngineClosedError, FunctionNotFoundError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import type { EmbeddedEngineOptions } from '../loop/engine-options.ts';
import { Store } from '../store/store.ts';
import { FailureUnmetError, NoRunStartedError, TimersFakedError } from './errors.ts';
import { readDuration } from './read-duration.ts';
import { StepFailures } from './step-failures.ts';
import { type TestRun, viewRun } from './test-run.ts';

/** An event, as `client.send` takes it, or as the SDK's `eventType(...).create(...)` makes it. */
export interface TestEvent {
  readonly name: string;
  /** @default none */
  readonly data?: object | undefined;
  /** Two events of one id start one run. @default a new one */
  readonly id?: string;
  /** In milliseconds since 1970. @default the engine's time */
  readonly ts?: number;
  readonly v?: string;
}

/** A function, or its id, with or without the client's id in front. */
export type FunctionName = InngestFunction.Any | string;

/** More runs than any store holds. */
const ALL = Number.MAX_SAFE_INTEGER;

const ownSetImmediate = globalThis.setImmediate;

/**
 * Runs Inngest functions for a test, with a clock that moves on demand. Made by `createTestEngine`; closed by
 * {@link TestEngine.close} or `await using`.
 *
 * While it is open, all that the client sends goes to it, `client.send` included.
 */
export class TestEngine implements AsyncDisposable {
  readonly #options: Omit<EmbeddedEngineOptions, 'store' | 'clock'>;
  readonly #clock: ManualClock;
  readonly #failures = new StepFailures();
  #store: Store | undefined;
  #engine: EmbeddedEngine | undefined;
  #closing: Promise<void> | undefined;

  /** @internal */
  constructor(options: Omit<EmbeddedEngineOptions, 'store' | 'clock'>, clock: ManualClock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** @internal */
  async open(): Promise<void> {
    checkTimers();
    this.#engine = await assembleEngine(
      { ...this.#options, clock: this.#clock },
      {
        openStore: () => {
          this.#store ??= new Store('memory');
          return this.#store;
        },
        wrapHandler: handler => this.#failures.wrap(handler, () => this.engine),
      },
    );
  }

  /** The engine itself, for whatever else it does: `subscribe`, `runEvents`, `cancelRun`. A crash replaces it. */
  get engine(): EmbeddedEngine {
    if (this.#engine === undefined) throw new EngineClosedError();
    return this.#engine;
  }

  /** What the engine's clock shows. The steps themselves see the machine's time, unless the test fakes `Date`. */
  get now(): Date {
    return new Date(this.#clock.now());
  }

  /** Sends events and does all that follows from them now, as {@link drain} does. */
  async send(events: TestEvent | readonly TestEvent[]): Promise<void> {
    await this.#send(events);
    await this.drain();
  }

  /**
   * Sends events, does all that follows from them now, and gives the runs that they started, the first first. A run that
   * sleeps or waits for something is among them, as `running`.
   *
   * @throws {ENGINE_NO_RUN_STARTED} an event started no run
   */
  async sendAndWait(
    events: TestEvent | readonly TestEvent[],
  ): Promise<readonly [TestRun, ...(readonly TestRun[])]> {
    const ids = await this.#send(events);
    await this.drain();
    const names = asList(events).map(({ name }) => name);
    const runs = ids.flatMap((eventId, n) => this.#runsOf(eventId, names[n] ?? ''));
    return runs as readonly TestRun[] as readonly [TestRun, ...(readonly TestRun[])];
  }

  /**
   * Runs a function without an event, as `step.invoke` does, with all that follows from it now.
   *
   * @throws {ENGINE_FUNCTION_NOT_FOUND}
   */
  async invoke(target: FunctionName, data: JsonObject = {}): Promise<TestRun> {
    const id = this.engine.invoke(this.#idOf(target), data);
    await this.drain();
    return this.#view(id);
  }

  /**
   * The runs so far, the first first: all, or those of one function. So are those found that cron or another function
   * started.
   *
   * @throws {ENGINE_FUNCTION_NOT_FOUND}
   */
  runs(target?: FunctionName): readonly TestRun[] {
    const functionId = target === undefined ? undefined : this.#idOf(target);
    const runs = this.engine.listRuns({ functionId, limit: ALL });
    return runs.toReversed().map(({ id }) => this.#view(id));
  }

  /**
   * Does everything that is to be done now. Afterwards each run has ended, or waits for an event or for a time to come.
   * What steps do themselves takes its time: a step that never ends is waited for.
   *
   * @throws {ENGINE_TIMERS_FAKED}
   */
  async drain(): Promise<void> {
    checkTimers();
    await this.engine.idle();
  }

  /**
   * Moves the time forward, through each sleep, retry, timeout and cron time on the way, in their order, and does at
   * each what is to be done then.
   *
   * @param duration - a text as `2 days`, `1h 30m`, `90 s`, or milliseconds; 0 or more.
   * @throws {ENGINE_TIME_INVALID} it cannot be read, or is negative
   */
  async advance(duration: number | string): Promise<void> {
    const target = this.#clock.now() + readDuration(duration);
    await this.drain();
    for (let next = this.#nextWake(target); next !== undefined; next = this.#nextWake(target)) {
      this.#clock.advance(Math.max(0, next - this.#clock.now()));
      await this.drain();
    }
    this.#clock.advance(target - this.#clock.now());
  }

  /**
   * Fails the next attempt at a step of this name or id, in the place of its function, which is not called then. Said
   * several times, it fails as many attempts. What follows is as for any failure: a `NonRetriableError` is final, a
   * `RetryAfterError` says when the next attempt is due.
   *
   * {@link close} throws when no run has come to such a step: a sleep or a wait is none, as it runs no code.
   *
   * @param error - @default an error that says who made it
   */
  failOnce(stepName: string, error: Error = new Error(`failOnce("${stepName}")`)): void {
    this.#failures.plan(stepName, error);
  }

  /**
   * Ends the engine as SIGKILL ends a process, and opens another on what it left in its store. {@link drain} waits for
   * what that then has to do. A step that was under way is begun again: inside a process nothing can stop its first run,
   * but its result is not heard.
   */
  async crashAndReopen(): Promise<void> {
    this.engine.kill();
    this.#engine = undefined;
    await this.open();
  }

  /**
   * Waits for the steps under way, and closes the engine. Runs that sleep or wait are abandoned.
   *
   * @throws {ENGINE_FAILURE_UNMET} `failOnce` named a step that no run came to
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(): Promise<void> {
    const [unmet] = this.#failures.unmet;
    const stepNames = unmet === undefined ? [] : this.#stepNames();
    await this.#engine?.drain();
    if (unmet !== undefined) throw new FailureUnmetError(unmet, stepNames);
  }

  async #send(events: TestEvent | readonly TestEvent[]): Promise<readonly string[]> {
    const now = this.#clock.now();
    // What `create` makes has a `ts` that is undefined.
    const timed = asList(events).map(({ ts = now, ...event }) => ({ ...event, ts }));
    const { ids } = await this.#options.client.send(timed);
    return ids;
  }

  #runsOf(eventId: string, eventName: string): readonly TestRun[] {
    const runs = this.engine.listRuns({ eventId, limit: ALL }).toReversed();
    if (runs.length > 0) return runs.map(({ id }) => this.#view(id));
    throw new NoRunStartedError(eventName, this.engine.isTrigger(eventName), this.engine.eventNames);
  }

  #view(runId: string): TestRun {
    return viewRun(runId, () => this.engine);
  }

  #idOf(target: FunctionName): string {
    const { client } = this.#options;
    const known = this.engine.functionIds;
    const wanted = typeof target === 'string' ? [target, `${client.id}-${target}`] : [target.id(client.id)];
    const found = wanted.find(id => known.includes(id));
    if (found === undefined) throw new FunctionNotFoundError(wanted.at(-1) ?? '', known);
    return found;
  }

  #nextWake(target: number): number | undefined {
    const next = this.#clock.nextWakeMs;
    return next !== undefined && next <= target ? next : undefined;
  }

  #stepNames(): readonly string[] {
    return [...new Set(this.runs().flatMap(({ steps }) => steps.map(({ name }) => name)))];
  }
}

function asList(events: TestEvent | readonly TestEvent[]): readonly TestEvent[] {
  return Array.isArray(events) ? (events as readonly TestEvent[]) : [events as TestEvent];
}

/** Vitest's fake timers carry the clock that they belong to. */
function checkTimers(): void {
  const { setImmediate } = globalThis;
  if (setImmediate !== ownSetImmediate || Object.hasOwn(setImmediate, 'clock')) throw new TimersFakedError();
}
