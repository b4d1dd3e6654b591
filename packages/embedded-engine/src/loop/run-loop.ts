import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

import { type QueuedJob, ReadyQueue } from '../admission/ready-queue.ts';
import type { Clock } from '../clock/clock.ts';
import { EngineClosedError, StoreFailedError } from '../errors.ts';
import { Broadcast } from '../inspection/broadcast.ts';
import type { RunEvent } from '../inspection/run-event.ts';
import type { Answer } from '../protocol/answer.ts';
import { callFunction } from '../protocol/call-function.ts';
import type { Operation } from '../protocol/operation.ts';
import type { SdkHandler } from '../protocol/sdk-handler.ts';
import { toSerializedError } from '../protocol/serialized-error.ts';
import type { FunctionRegistry } from '../registration/function-registry.ts';
import type { RegisteredFunction } from '../registration/registered-function.ts';
import { applyAnswer } from '../run/apply-answer.ts';
import { type BegunJob, beginJob } from '../run/begin-job.ts';
import { takeDueJob } from '../run/take-due-job.ts';
import { takeEvent } from '../run/take-event.ts';
import { takeProgress } from '../run/take-result.ts';
import { type ReadyJob, type RunLimits, Unit } from '../run/unit.ts';
import type { Store } from '../store/store.ts';
import { Alarm } from './alarm.ts';
import { CallBook, type CallUnderWay } from './call-book.ts';
import { Janitor } from './janitor.ts';

/** What the loop works with. All of it is borrowed. */
export interface RunLoopParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly functions: FunctionRegistry;
  readonly handler: SdkHandler;
  readonly limits: RunLimits;
  readonly maxConcurrentSteps: number;
  readonly retentionMs: number;
}

interface AdmittedJob extends QueuedJob {
  readonly definition: RegisteredFunction;
}

/**
 * Does the jobs of the store, one after the other as there is room.
 *
 * A job is *stored*, then *ready* (its time has come: it is in the queue), *begun* (its start is counted), *under
 * way* (the function was called), and gone: the commit that stores what the call led to removes it. Only the
 * first and the last are in the store; whatever lies between is done again after a crash.
 *
 * The loop itself is *open*, then *draining* (it begins nothing more and waits for the calls under way), then
 * *stopped*; it also stops when the store fails.
 */
export class RunLoop {
  /** What happens to runs, told once it is stored. */
  readonly events = new Broadcast<RunEvent>();
  readonly #parts: RunLoopParts;
  /** Part of the names of its calls: a call of an earlier engine may still be heard from. */
  readonly #name = randomUUID();
  /** A turn is often asked for from within a function; the next function is not to inherit its context. */
  readonly #inOwnContext = AsyncLocalStorage.snapshot();
  readonly #queue = new ReadyQueue<AdmittedJob>();
  readonly #calls = new CallBook();
  readonly #alarm: Alarm;
  readonly #janitor: Janitor;
  readonly #idleWaiters: (() => void)[] = [];
  #state: 'open' | 'draining' | 'stopped' = 'open';
  #failure: StoreFailedError | undefined;
  /** Every job due until this time is in the queue, or was. */
  #readyUntil = -1;
  #isTurnComing = false;

  constructor(parts: RunLoopParts) {
    this.#parts = parts;
    this.#alarm = new Alarm(parts.clock, () => this.#guard(() => this.#takeDueJobs()));
    this.#janitor = new Janitor(parts.store, parts.clock, parts.retentionMs);
  }

  /** Takes up what the store holds. */
  start(): void {
    this.#takeDueJobs();
    this.#janitor.clean();
  }

  /**
   * Makes a change to the store, and carries out what follows from it.
   *
   * @throws {ENGINE_CLOSED}
   * @throws {ENGINE_STORE_FAILED}
   */
  change<T>(work: (unit: Unit) => T): T {
    this.checkOpen();
    const { store, functions, limits, clock } = this.#parts;
    const unit = new Unit(store, functions, limits, clock.now());
    let result: T;
    try {
      result = store.transaction(() => {
        const made = work(unit);
        for (let event = unit.emitted.shift(); event !== undefined; event = unit.emitted.shift()) {
          takeEvent(unit, event);
        }
        return made;
      });
    } catch (error) {
      throw this.#fail(error);
    }
    this.#carryOut(unit);
    return result;
  }

  /** Takes what a call got done while it goes on. Returns `false` when the call is to stop. */
  takeProgress(callId: string, operations: readonly Operation[]): boolean {
    const call = this.#calls.get(callId);
    if (call === undefined || call.isReleased) return false;
    const isDraining = this.#state === 'draining';
    const goesOn = this.change(unit => {
      const job = unit.store.jobs.find(call.jobSeq);
      if (job === undefined) return false;
      if (!takeProgress(unit, unit.store.runs.get(job.run_seq), operations)) return false;
      unit.store.jobs.noteProgress(job.seq);
      if (isDraining) unit.store.jobs.giveBackStart(job.seq);
      return true;
    });
    call.isReleased = !goesOn || isDraining;
    return !call.isReleased;
  }

  /** Resolves when nothing is under way and nothing could be done now. */
  async idle(): Promise<void> {
    this.checkOpen();
    if (!this.#isIdle) await new Promise<void>(resolve => this.#idleWaiters.push(resolve));
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Begins nothing more, and resolves when the calls under way have ended, or the signal lets go of them. */
  async drain(signal?: AbortSignal): Promise<void> {
    if (this.#state === 'stopped') return;
    this.#state = 'draining';
    this.#alarm.cancel();
    if (this.#calls.size > 0) await this.#callsEnd(signal);
    this.#abandonCalls();
    this.#stop();
  }

  #callsEnd(signal: AbortSignal | undefined): Promise<void> {
    return new Promise(resolve => {
      this.#idleWaiters.push(resolve);
      if (signal?.aborted) resolve();
      else signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** What is cut short by the engine itself does not count as a start. */
  #abandonCalls(): void {
    const abandoned = this.#calls.list().filter(({ isReleased }) => !isReleased);
    if (abandoned.length === 0 || this.#state === 'stopped') return;
    this.change(unit => {
      for (const call of abandoned) {
        call.isReleased = true;
        unit.store.jobs.giveBackStart(call.jobSeq);
      }
    });
  }

  #carryOut(unit: Unit): void {
    this.#calls.markOutdated(unit.outdatedRuns);
    for (const job of unit.ready) this.#enqueue(job);
    if (Number.isFinite(unit.earliestDue) && this.#state === 'open') this.#alarm.ringBy(unit.earliestDue);
    for (const notice of unit.notices) this.events.publish(notice);
    if (unit.notices.length > 0) this.#janitor.cleanNowAndThen();
    this.#scheduleTurn();
  }

  #enqueue(job: ReadyJob): void {
    const definition = this.#parts.functions.get(job.functionId);
    // A run of a function that this program no longer has stays in the store until a program has it again.
    if (definition === undefined) return;
    const { seq, position } = job;
    this.#queue.add({ seq, position, definition, slots: slotsOf(job, definition) });
  }

  #takeDueJobs(): void {
    if (this.#state !== 'open') return;
    const { store, clock } = this.#parts;
    const until = clock.now();
    const from = this.#readyUntil;
    this.#readyUntil = Math.max(from, until);
    this.change(unit => {
      for (const job of store.jobs.dueBetween(from, until)) takeDueJob(unit, job);
    });
    const next = store.jobs.nextDue(this.#readyUntil);
    if (next !== undefined) this.#alarm.ringBy(next);
  }

  /** One job is begun in each turn of Node's event loop, so that a long queue holds up nothing else. */
  #scheduleTurn(): void {
    if (this.#isTurnComing || this.#state === 'stopped') return;
    this.#isTurnComing = true;
    this.#inOwnContext(() =>
      setImmediate(() => {
        this.#isTurnComing = false;
        this.#guard(() => this.#takeTurn());
      }),
    );
  }

  #takeTurn(): void {
    if (this.#state === 'open' && this.#calls.size < this.#parts.maxConcurrentSteps) {
      const job = this.#queue.take();
      if (job !== undefined) {
        this.#scheduleTurn();
        this.#begin(job);
        return;
      }
    }
    if (this.#isIdle) for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }

  get #isIdle(): boolean {
    const hasWork = this.#state === 'open' && (!this.#queue.isEmpty || this.#isTurnComing);
    return this.#calls.size === 0 && !hasWork;
  }

  #begin({ seq, slots, definition }: AdmittedJob): void {
    const begun = this.change(unit => beginJob(unit, seq, definition));
    if (begun === undefined) {
      this.#queue.release(slots);
      return;
    }
    const { job } = begun;
    const call: CallUnderWay = {
      callId: `${this.#name}.${job.seq}.${job.starts}`,
      jobSeq: job.seq,
      runSeq: job.run_seq,
      isDiscovery: job.kind === 'discover',
      isOutdated: false,
      isReleased: false,
    };
    this.#calls.add(call);
    void this.#call(definition, begun, call.callId).then(answer =>
      this.#guard(() => {
        this.#calls.remove(call);
        this.#queue.release(slots);
        this.#takeAnswer(definition, call, answer);
      }),
    );
  }

  async #call(definition: RegisteredFunction, begun: BegunJob, callId: string): Promise<Answer> {
    const { job, run, event, steps, planOnly } = begun;
    const { handler, clock } = this.#parts;
    try {
      return await callFunction(
        handler,
        {
          functionId: definition.id,
          runId: run.id,
          callId,
          stepId: job.kind === 'step' ? job.step_id : undefined,
          attempt: job.attempt,
          maxAttempts: definition.maxAttempts,
          planOnly,
          event,
          steps,
        },
        () => clock.now(),
      );
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return {
        kind: 'failed',
        error: toSerializedError({ name, message }),
        retry: { isFinal: false, afterMs: undefined },
      };
    }
  }

  #takeAnswer(definition: RegisteredFunction, call: CallUnderWay, answer: Answer): void {
    if (this.#state !== 'stopped' && !call.isReleased) {
      const { isOutdated, jobSeq } = call;
      const answered = { definition, isOutdated, random: Math.random() };
      this.change(unit => applyAnswer(unit, jobSeq, answered, answer));
    }
    this.#scheduleTurn();
  }

  /** Runs what Node's event loop calls: there is nobody else to hear of a store that fails. */
  #guard(work: () => void): void {
    if (this.#state === 'stopped') return;
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): StoreFailedError {
    this.#failure ??= new StoreFailedError(error);
    this.#stop();
    return this.#failure;
  }

  #stop(): void {
    this.#state = 'stopped';
    this.#alarm.cancel();
    this.events.close();
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }

  /**
   * @throws {ENGINE_CLOSED}
   * @throws {ENGINE_STORE_FAILED}
   */
  checkOpen(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#state === 'stopped') throw new EngineClosedError();
  }
}

function slotsOf({ concurrencyKeys }: ReadyJob, { id, concurrency }: RegisteredFunction) {
  return concurrency.map(({ limit }, index) => ({
    key: JSON.stringify([id, index, concurrencyKeys[index] ?? '']),
    limit,
  }));
}
