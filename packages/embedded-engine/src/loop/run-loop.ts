import type { Clock } from '../clock.ts';
import { Broadcast } from '../inspection/broadcast.ts';
import type { RunEvent } from '../inspection/run-event.ts';
import type { Operation } from '../protocol/operation.ts';
import type { SdkHandler } from '../protocol/sdk-handler.ts';
import type { Fetch } from '../protocol/send-request.ts';
import type { FunctionRegistry } from '../registration/function-registry.ts';
import { openGate } from '../run/admit-event.ts';
import { takeDueJob } from '../run/take-due-job.ts';
import type { RunLimits, UnitOfWork } from '../run/unit-of-work.ts';
import type { Store } from '../store/store.ts';
import { Alarm } from './alarm.ts';
import { CronLoop } from './cron-loop.ts';
import { Dispatcher } from './dispatcher.ts';
import { Janitor } from './janitor.ts';
import { Transactions } from './transactions.ts';

/** What the loop works with. All of it is borrowed. */
export interface RunLoopParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly functions: FunctionRegistry;
  readonly handler: SdkHandler;
  readonly limits: RunLimits;
  readonly maxConcurrentSteps: number;
  readonly fetch: Fetch;
  readonly retentionMs: number;
}

/**
 * Does the jobs of the store: when their time has come they are handed to the dispatcher, and what follows from
 * each change to the store is seen to. Has runs started by cron.
 *
 * The loop is *open*, then *draining* (it begins nothing more and waits for the calls under way), then *closed*; it
 * also closes when the store fails.
 */
export class RunLoop {
  /** What happens to runs, reported once it is stored. */
  readonly events = new Broadcast<RunEvent>();
  readonly #parts: RunLoopParts;
  readonly #transactions: Transactions;
  readonly #dispatcher: Dispatcher;
  readonly #alarm: Alarm;
  readonly #cron: CronLoop;
  readonly #janitor: Janitor;
  /** Every job due until this time is with the dispatcher, or was. */
  #readyUntil = -1;
  #isDraining = false;

  constructor(parts: RunLoopParts) {
    this.#parts = parts;
    const afterCommit = (unit: UnitOfWork) => this.#afterCommit(unit);
    this.#transactions = new Transactions({ ...parts, afterCommit, onEnd: () => this.#end() });
    const wakeBy = (timeMs: number) => this.#alarm.ringBy(timeMs);
    this.#dispatcher = new Dispatcher({ ...parts, transactions: this.#transactions, wakeBy });
    this.#alarm = new Alarm(parts.clock, () => this.#transactions.guard(() => this.#takeDueJobs()));
    this.#cron = new CronLoop({ ...parts, transactions: this.#transactions });
    const guard = (work: () => void) => this.#transactions.guard(work);
    this.#janitor = new Janitor(parts.store, parts.clock, parts.retentionMs, guard);
  }

  /** Takes up what the store holds. */
  start(): void {
    this.#takeDueJobs();
    this.#cron.start();
    this.#janitor.clean();
  }

  /** Makes a change to the store. @see Transactions.change */
  change<T>(work: (unit: UnitOfWork) => T): T {
    return this.#transactions.change(work);
  }

  /** Refuses whatever a closed engine cannot do. @see Transactions.checkOpen */
  checkOpen(): void {
    this.#transactions.checkOpen();
  }

  /** Takes what a call got done while it runs. @see Dispatcher.takeProgress */
  takeProgress(callId: string, operations: readonly Operation[]): boolean {
    return this.#dispatcher.takeProgress(callId, operations);
  }

  /** Resolves when nothing is under way and nothing could be done now. */
  async idle(): Promise<void> {
    this.checkOpen();
    await this.#dispatcher.whenIdle();
    if (!this.#isDraining) this.checkOpen();
  }

  /**
   * Begins nothing more, and resolves when the calls under way have ended, or the signal abandons them: then
   * with `true`.
   */
  async drain(signal?: AbortSignal): Promise<boolean> {
    if (!this.#transactions.isOpen) return this.#dispatcher.hasCalls;
    this.#isDraining = true;
    this.#alarm.cancel();
    this.#cron.stop();
    this.#dispatcher.pause();
    const abandon = () => this.#transactions.guard(() => this.#dispatcher.abandonCalls());
    signal?.addEventListener('abort', abandon, { once: true });
    if (signal?.aborted) abandon();
    else await this.#dispatcher.whenIdle();
    signal?.removeEventListener('abort', abandon);
    this.#transactions.close();
    return this.#dispatcher.hasCalls;
  }

  /** Ends at once, as a killed process does. Returns whether calls are still under way. */
  kill(): boolean {
    this.#transactions.close();
    return this.#dispatcher.hasCalls;
  }

  #afterCommit(unit: UnitOfWork): void {
    this.#dispatcher.markOutdated(unit.outdatedRuns);
    for (const job of unit.ready) this.#dispatcher.enqueue(job);
    if (!this.#isDraining && Number.isFinite(unit.earliestDue)) this.#alarm.ringBy(unit.earliestDue);
    for (const notice of unit.notices) this.events.publish(notice);
    if (unit.notices.length > 0) this.#transactions.guard(() => this.#janitor.cleanNowAndThen());
    this.#dispatcher.scheduleTurn();
  }

  #takeDueJobs(): void {
    const { store, clock } = this.#parts;
    const from = this.#readyUntil;
    const until = Math.max(from, clock.now());
    this.#readyUntil = until;
    this.change(unit => {
      for (const job of store.jobs.dueBetween(from, until)) takeDueJob(unit, job);
      for (const gate of store.gates.dueBetween(from, until)) openGate(unit, gate);
    });
    for (const next of [store.jobs.nextDue(until), store.gates.nextDue(until)]) {
      if (next !== undefined) this.#alarm.ringBy(next);
    }
  }

  #end(): void {
    this.#alarm.cancel();
    this.#cron.stop();
    this.events.close();
    this.#dispatcher.endWaiting();
  }
}
