import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

import { type QueuedJob, ReadyQueue } from '../admission/ready-queue.ts';
import { slotsOf, throttleKey } from '../admission/slots.ts';
import type { Clock } from '../clock.ts';
import type { Answer } from '../protocol/answer.ts';
import { callFunction } from '../protocol/call-function.ts';
import type { Operation } from '../protocol/operation.ts';
import type { SdkHandler } from '../protocol/sdk-handler.ts';
import { type Fetch, sendRequest } from '../protocol/send-request.ts';
import { toSerializedError } from '../protocol/serialized-error.ts';
import type { FunctionRegistry } from '../registration/function-registry.ts';
import type { RegisteredFunction } from '../registration/registered-function.ts';
import { applyAnswer } from '../run/apply-answer.ts';
import { type BegunJob, beginJob } from '../run/begin-job.ts';
import { takeProgress } from '../run/take-result.ts';
import type { ReadyJob } from '../run/unit-of-work.ts';
import type { Store } from '../store/store.ts';
import { type CallInFlight, CallsInFlight } from './calls-in-flight.ts';
import type { Transactions } from './transactions.ts';

interface AdmittedJob extends QueuedJob {
  readonly definition: RegisteredFunction;
}

/** What jobs are done with. All of it is borrowed. */
export interface DispatcherParts {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly functions: FunctionRegistry;
  readonly handler: SdkHandler;
  readonly maxConcurrentSteps: number;
  readonly store: Store;
  /** What sends the requests that functions ask for. */
  readonly fetch: Fetch;
  /** Has {@link Dispatcher.scheduleTurn} called at a time, or earlier. */
  readonly wakeBy: (timeMs: number) => void;
}

/**
 * Calls functions, as there is room for them.
 *
 * A job is *ready* (in the queue), *begun* (its start is counted), *under way* (the function was called), and gone:
 * the commit that stores what the call led to removes it. After a crash all of that is done again.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #queue: ReadyQueue<AdmittedJob>;
  readonly #calls = new CallsInFlight();
  /** Part of the names of its calls: a call of an earlier engine may still be heard from. */
  readonly #name = randomUUID();
  /** A turn is often asked for from within a function; the next function is not to inherit its context. */
  readonly #inOwnContext = AsyncLocalStorage.snapshot();
  readonly #idleWaiters: (() => void)[] = [];
  #isPaused = false;
  #isTurnComing = false;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    const throttles = parts.store.gates.ofKind('throttle');
    this.#queue = new ReadyQueue(
      new Map(throttles.map(({ function_id, key, at }) => [throttleKey(function_id, key), at])),
    );
  }

  /** Queues a job. One of a function that this program does not have stays in the store until a program has it. */
  enqueue(job: ReadyJob): void {
    const { seq, runSeq, position } = job;
    const definition = this.#parts.functions.get(job.functionId);
    if (definition === undefined) return;
    this.#queue.add({ seq, runSeq, position, definition, slots: slotsOf(job, definition) });
  }

  /** Notes that steps of these runs finished: calls of them that are under way have not seen that. */
  markOutdated(runSeqs: ReadonlySet<number>): void {
    this.#calls.markOutdated(runSeqs);
  }

  /** Begins jobs from the next turn of Node's event loop on, one in each, so that a long queue holds nothing up. */
  scheduleTurn(): void {
    if (this.#isTurnComing) return;
    this.#isTurnComing = true;
    this.#inOwnContext(() =>
      setImmediate(() => {
        this.#isTurnComing = false;
        this.#parts.transactions.guard(() => this.#takeTurn());
      }),
    );
  }

  /** Takes what a call got done while it runs. Returns `false` when the call is to stop. */
  takeProgress(callId: string, operations: readonly Operation[]): boolean {
    const call = this.#calls.get(callId);
    if (call === undefined || call.isReleased) return false;
    const isPaused = this.#isPaused;
    const isRunning = this.#parts.transactions.change(unit => {
      const job = unit.store.jobs.find(call.jobSeq);
      if (job === undefined) return false;
      if (!takeProgress(unit, unit.store.runs.get(job.run_seq), operations)) return false;
      unit.store.jobs.noteProgress(job.seq);
      if (isPaused) unit.store.jobs.giveBackStart(job.seq);
      return !isPaused;
    });
    call.isReleased = !isRunning;
    return isRunning;
  }

  /** Whether functions were called that have not answered. */
  get hasCalls(): boolean {
    return this.#calls.size > 0;
  }

  /** Begins nothing more. */
  pause(): void {
    this.#isPaused = true;
  }

  /** Resolves when no call is under way and no job could be begun, or when {@link abandonCalls} ends the waiting. */
  whenIdle(): Promise<void> {
    return this.#isIdle ? Promise.resolve() : new Promise(resolve => this.#idleWaiters.push(resolve));
  }

  /** Abandons the calls in flight: their answers are ignored, and their starts do not count. */
  abandonCalls(): void {
    const abandoned = this.#calls.list().filter(({ isReleased }) => !isReleased);
    if (abandoned.length > 0 && this.#parts.transactions.isOpen) {
      this.#parts.transactions.change(unit => {
        for (const { jobSeq } of abandoned) unit.store.jobs.giveBackStart(jobSeq);
      });
    }
    for (const call of abandoned) call.isReleased = true;
    this.endWaiting();
  }

  /** Resolves whatever waits for idleness. */
  endWaiting(): void {
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }

  get #isIdle(): boolean {
    // Whatever could let a job begin asks for a turn, except the time.
    const mayBegin = !this.#isPaused && this.#isTurnComing;
    return this.#calls.size === 0 && !mayBegin;
  }

  #takeTurn(): void {
    const hasRoom = !this.#isPaused && this.#calls.size < this.#parts.maxConcurrentSteps;
    const job = hasRoom ? this.#queue.take(this.#parts.clock.now()) : undefined;
    if (job !== undefined) {
      this.scheduleTurn();
      this.#begin(job);
      return;
    }
    const { nextOpening } = this.#queue;
    if (hasRoom && nextOpening !== undefined) this.#parts.wakeBy(nextOpening);
    if (this.#isIdle) this.endWaiting();
  }

  #begin({ seq, slots, definition }: AdmittedJob): void {
    const begun = this.#parts.transactions.change(unit => beginJob(unit, seq, definition));
    if (begun === undefined) {
      this.#queue.release(slots, false);
      return;
    }
    const { job } = begun;
    const call: CallInFlight = {
      callId: `${this.#name}.${job.seq}.${job.starts}`,
      jobSeq: job.seq,
      runSeq: job.run_seq,
      isDiscovery: job.kind === 'discover',
      isOutdated: false,
      isReleased: false,
    };
    this.#calls.add(call);
    void this.#call(definition, begun, call.callId).then(answer =>
      this.#parts.transactions.guard(() => {
        this.#calls.remove(call);
        this.#queue.release(slots, true);
        this.#takeAnswer(definition, call, answer);
        this.scheduleTurn();
      }),
    );
  }

  async #call(definition: RegisteredFunction, begun: BegunJob, callId: string): Promise<Answer> {
    const { job, run, events, steps, planOnly, request } = begun;
    const { handler, clock, fetch } = this.#parts;
    if (request !== undefined) return sendRequest(fetch, request);
    const call = {
      functionId: definition.id,
      runId: run.id,
      callId,
      stepId: job.kind === 'step' ? job.step_id : undefined,
      attempt: job.attempt,
      maxAttempts: definition.maxAttempts,
      planOnly,
      events,
      steps,
    };
    try {
      return await callFunction(handler, call, () => clock.now());
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      const retry = { isFinal: false, afterMs: undefined };
      return { kind: 'failed', error: toSerializedError({ name, message }), retry };
    }
  }

  #takeAnswer(definition: RegisteredFunction, call: CallInFlight, answer: Answer): void {
    if (call.isReleased) return;
    const { isOutdated, jobSeq } = call;
    const answered = { definition, isOutdated, random: Math.random() };
    this.#parts.transactions.change(unit => applyAnswer(unit, jobSeq, answered, answer));
  }
}
