import { type AdmissionReason, type Candidate, decideAdmission } from './admission/admission.ts';
import { firstReservation, floorAfterDeath } from './admission/reservation.ts';
import { QueueClosedError, TaskEvictedError, TaskTooLargeError } from './errors.ts';
import { policy } from './policy.ts';
import { AbortFan } from './queue/abort-fan.ts';
import type { QueueEvents } from './queue/events.ts';
import { decideFailureOutcome, reportedPeak } from './queue/failure-outcome.ts';
import { FairPriorityQueue } from './queue/fair-priority-queue.ts';
import { Governor } from './queue/governor.ts';
import { type Attempt, type Job, newJob } from './queue/job.ts';
import {
  type QueueOptions,
  type ResolvedQueueOptions,
  resolveQueueOptions,
  resolveTaskOptions,
} from './queue/queue-options.ts';
import { Reporter } from './queue/reporter.ts';
import { type RunningJob, RunningTasks, raisePeak } from './queue/running-tasks.ts';
import type { Queue, QueueStatus, Task, TaskContext, TaskHandle, TaskOptions } from './queue/task.ts';
import { TickTimer } from './queue/tick-timer.ts';

/*
 * Contents: add → schedule (admission) → launch → measure → end, then stopping and reporting.
 *
 * A task is in one of three states, and these are all the ways between them:
 *
 *   waiting ──launch──► running ──finishes─► ended (succeeded, failed or cancelled; never left again)
 *      ▲                   │
 *      └── evicted, or ────┘
 *          died of memory
 *
 *   - A *waiting* task is in the line. It leaves by being launched, or ends when it is cancelled.
 *   - A *running* task has an attempt: its abort controller, its processes, what is set aside for it.
 *     Its attempt ends only when the task's own promise is resolved or rejected. To evict or cancel a
 *     task is to fire its signal and wait; what is set aside is set free after that, never before.
 *   - A task comes back into the line for memory alone: once after an eviction, and up to three starts
 *     in all after deaths by memory, the third of them with nothing beside it. Any other failure ends it.
 *
 * The queue itself *works* while a task runs, or waits and is not paused; else it *rests*: no timer, no
 * reading, nothing that keeps the process alive. While it works, one timer drives it:
 *
 *   tick:      signals and budget are read  →  processes are measured  →  reservations follow the peaks
 *              →  the youngest is evicted if it must be  →  schedule
 *   schedule:  decideAdmission(...)  →  launch what it says  →  share idle cores  →  report
 *
 * Every change (a task added or ended, a signal, the budget) requests a schedule; all
 * requests in one turn of the event loop share one, which is why a batch is sorted before its first start.
 */

/**
 * Makes a queue that runs tasks side by side as far as memory and cores allow.
 *
 * @throws SCHEDULER_OPTION_INVALID
 */
export function createQueue(options: QueueOptions = {}): Queue {
  return new MemoryAwareQueue(resolveQueueOptions(options));
}

interface JobCandidate extends Candidate {
  readonly job: Job;
}

class MemoryAwareQueue implements Queue {
  readonly #options: ResolvedQueueOptions;
  readonly #waiting = new FairPriorityQueue<Job>();
  readonly #running: RunningTasks;
  readonly #governor: Governor;
  readonly #timer: TickTimer;
  readonly #reporter = new Reporter();
  readonly #callers = new AbortFan<Job>((job, reason) => this.#cancel(job, reason));
  readonly #onIdle: (() => void)[] = [];
  #nextId = 1;
  #working = false;
  #paused = false;
  #closed = false;
  #scheduleRequested = false;
  #peakUsedBytes = 0;
  #reason: AdmissionReason = 'nothing-waiting';

  constructor(options: ResolvedQueueOptions) {
    this.#options = options;
    this.#running = new RunningTasks(options.sampler);
    this.#timer = new TickTimer(options.clock, () => void this.#tick());
    this.#governor = new Governor(options, {
      onChange: () => this.#requestSchedule(),
      onSignal: (name, reading) => this.#reporter.events.emit('queue:signal', { name, ...reading }),
    });
  }

  // --- Adding ---------------------------------------------------------------------------------------

  add<T>(task: Task<T>, options: TaskOptions): TaskHandle<T> {
    if (this.#closed) throw new QueueClosedError();
    const given = resolveTaskOptions(options);
    const fitting = { ...given, threads: Math.min(given.threads, this.#options.slots) };
    const { job, handle } = newJob(this.#nextId++, task, fitting, this.#now());
    if (given.signal?.aborted) {
      this.#conclude(job, 'cancelled', given.signal.reason, null);
      return handle;
    }
    if (given.signal !== undefined) this.#callers.add(given.signal, job);
    this.#waiting.add(job);
    this.#work();
    return handle;
  }

  // --- Scheduling: what starts now ------------------------------------------------------------------------

  #requestSchedule(): void {
    if (this.#scheduleRequested) return;
    this.#scheduleRequested = true;
    queueMicrotask(() => {
      this.#scheduleRequested = false;
      this.#schedule();
    });
  }

  #schedule(): void {
    const nowMs = this.#now();
    const decision = decideAdmission<JobCandidate>({
      nowMs,
      budgetBytes: this.#governor.budgetBytes,
      slots: this.#options.slots,
      running: this.#running.totals(),
      paused: this.#paused,
      load: this.#governor.load,
      candidates: this.#candidates(nowMs),
    });
    for (const { job } of decision.passedOver) this.#waiting.putBack(job);
    if (decision.blocked !== null) decision.blocked.job.blockedSinceMs ??= nowMs;
    const launched = decision.starts.map(({ job, needBytes }) => this.#launch(job, needBytes, nowMs));
    const offered = this.#running.offerIdleCores(this.#idleCores());
    for (const job of launched) void this.#run(job, job.attempt);
    for (const job of offered) if (!launched.includes(job)) this.#reporter.threads(job);
    this.#reason = decision.reason;
    this.#reporter.admission(() => this.status);
    this.#tickOrRest(nowMs);
  }

  *#candidates(nowMs: number): Generator<JobCandidate, void> {
    for (const job of this.#waiting.inTurn(nowMs)) {
      const { options, blockedSinceMs } = job;
      yield { job, needBytes: this.#needBytes(job), threads: options.threads, blockedSinceMs };
    }
  }

  #needBytes(job: Job): number {
    const { estimateBytes, className } = job.options;
    const correction = this.#options.learning.correction(className);
    const needBytes = firstReservation({ estimateBytes, correction, floorBytes: job.floorBytes });
    return hasLastChance(job) ? Math.max(needBytes, this.#governor.budgetBytes ?? 0) : needBytes;
  }

  // --- Launching and running --------------------------------------------------------------------------

  #launch(job: Job, needBytes: number, nowMs: number): RunningJob {
    this.#waiting.start(job);
    const running = this.#running.start(job, needBytes, hasLastChance(job), nowMs);
    job.state = 'running';
    job.starts += 1;
    job.blockedSinceMs = null;
    job.lastStartAtMs = nowMs;
    return running;
  }

  async #run(job: RunningJob, attempt: Attempt): Promise<void> {
    this.#reporter.start(job);
    let value: unknown;
    try {
      // A listener of the start may have cancelled the task, or closed the queue.
      attempt.controller.signal.throwIfAborted();
      value = await job.run?.(this.#context(job, attempt));
    } catch (error) {
      this.#requestSchedule();
      this.#failed(job, attempt, error);
      return;
    }
    this.#requestSchedule();
    this.#succeeded(job, attempt, value);
  }

  #context(job: Job, attempt: Attempt): TaskContext {
    return {
      id: job.id,
      attempt: job.starts,
      signal: attempt.controller.signal,
      get extraThreads() {
        return attempt.extraThreads;
      },
      track: pid => {
        if (job.attempt !== attempt) return;
        const nowMs = this.#now();
        this.#running.track(attempt, pid, nowMs);
        this.#timer.tickBy(attempt.nextSampleAtMs, nowMs);
      },
      reportPeak: bytes => raisePeak(attempt, bytes, this.#now()),
    };
  }

  /** Cores that nothing will ever use again: none as long as anything waits. */
  #idleCores(): number {
    if (this.#waiting.size > 0) return 0;
    return Math.max(0, this.#options.slots - this.#running.totals().threads);
  }

  // --- The tick: measuring -------------------------------------------------------------------------------

  async #tick(): Promise<void> {
    const nowMs = this.#now();
    this.#governor.poll(nowMs, this.#running.totals().usedBytes);
    const measured = this.#running.measure(nowMs, job => this.#reporter.sample(job));
    // Set before the measurement is awaited, so that one that hangs cannot stop the timer.
    this.#tickOrRest(nowMs);
    await measured;
    const roomGained = this.#running.adjustReservations(nowMs);
    this.#peakUsedBytes = Math.max(this.#peakUsedBytes, this.#running.totals().usedBytes);
    this.#evictIfNeeded(nowMs);
    if (roomGained) this.#schedule();
    else this.#tickOrRest(this.#now());
  }

  #evictIfNeeded(nowMs: number): void {
    const victim = this.#governor.victim(this.#running, nowMs);
    if (victim === null) return;
    const { job, why } = victim;
    job.attempt.stopping = true;
    this.#reporter.evict(job, why);
    job.attempt.controller.abort(new TaskEvictedError(why));
  }

  // --- Ending -----------------------------------------------------------------------------------------

  #succeeded(job: RunningJob, attempt: Attempt, value: unknown): void {
    this.#running.end(job);
    this.#conclude(job, 'succeeded', value, attempt);
    if (attempt.peakBytes === 0) return;
    const { className, estimateBytes } = job.options;
    this.#options.learning.record(className, attempt.peakBytes / estimateBytes);
  }

  #failed(job: RunningJob, attempt: Attempt, error: unknown): void {
    raisePeak(attempt, reportedPeak(error), this.#now());
    this.#running.end(job);
    const { stopping, alone } = attempt;
    const outcome = decideFailureOutcome({
      error,
      cancelled: job.cancelled !== null,
      stopping,
      alone,
      starts: job.starts,
    });
    switch (outcome) {
      case 'cancelled':
        this.#conclude(job, 'cancelled', job.cancelled?.reason, attempt);
        break;
      case 'failed':
        this.#conclude(job, 'failed', error, attempt);
        break;
      case 'too-large':
        this.#conclude(job, 'failed', this.#tooLarge(job, attempt, error), attempt);
        break;
      case 'evicted':
        job.evictions += 1;
        job.floorBytes = Math.max(job.floorBytes, attempt.peakBytes);
        this.#requeue(job, attempt, outcome);
        break;
      case 'died-of-memory':
        job.floorBytes = floorAfterDeath(attempt);
        this.#requeue(job, attempt, outcome);
        break;
    }
  }

  #requeue(job: Job, attempt: Attempt, reason: 'evicted' | 'died-of-memory'): void {
    if (this.#closed) {
      this.#conclude(job, 'cancelled', new QueueClosedError(), attempt);
      return;
    }
    job.state = 'waiting';
    this.#waiting.add(job);
    this.#reporter.requeue(job, reason, attempt.peakBytes, this.#needBytes(job));
  }

  #tooLarge(job: Job, attempt: Attempt, cause: unknown): TaskTooLargeError {
    const neededBytes = attempt.peakBytes || attempt.firstBytes;
    const budgetBytes = this.#governor.budgetBytes ?? 0;
    return new TaskTooLargeError({ neededBytes, budgetBytes, starts: job.starts }, cause);
  }

  #conclude(
    job: Job,
    status: 'succeeded' | 'failed' | 'cancelled',
    outcome: unknown,
    attempt: Attempt | null,
  ): void {
    job.state = status;
    job.run = null;
    if (job.options.signal !== undefined) this.#callers.remove(job.options.signal, job);
    if (status === 'succeeded') job.deferred.resolve(outcome);
    else job.deferred.reject(outcome);
    this.#reporter.end(job, status, attempt, this.#now());
  }

  // --- Stopping ---------------------------------------------------------------------------------------

  #cancel(job: Job, reason: unknown): void {
    job.cancelled ??= { reason };
    if (job.attempt !== null) {
      job.attempt.controller.abort(reason);
    } else if (job.state === 'waiting') {
      this.#waiting.leave(job);
      this.#conclude(job, 'cancelled', reason, null);
      this.#requestSchedule();
    }
  }

  pause(): void {
    this.#paused = true;
    this.#requestSchedule();
  }

  resume(): void {
    this.#paused = false;
    this.#work();
  }

  drain(): Promise<void> {
    if (this.#running.count === 0 && this.#waiting.size === 0) return Promise.resolve();
    return new Promise(resolve => this.#onIdle.push(resolve));
  }

  close({ running = 'abort' }: { readonly running?: 'abort' | 'finish' } = {}): Promise<void> {
    this.#closed = true;
    const reason = new QueueClosedError();
    for (const job of [...this.#waiting.inTurn(this.#now())]) this.#cancel(job, reason);
    if (running === 'abort') for (const job of [...this.#running]) this.#cancel(job, reason);
    return this.drain();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // --- Working and resting ----------------------------------------------------------------------------

  #now(): number {
    return this.#options.clock.now();
  }

  #work(): void {
    if (!this.#working && !this.#paused) {
      this.#working = true;
      this.#governor.wake(this.#now());
    }
    this.#requestSchedule();
  }

  #tickOrRest(nowMs: number): void {
    if (this.#running.count > 0 || (this.#waiting.size > 0 && !this.#paused)) {
      this.#timer.tickBy(Math.min(this.#running.nextSampleAtMs(), nowMs + policy.readingMs), nowMs);
      return;
    }
    this.#timer.rest();
    const worked = this.#working;
    this.#working = false;
    if (this.#waiting.size > 0) return;
    for (const resolve of this.#onIdle.splice(0)) resolve();
    if (worked) this.#reporter.events.emit('queue:idle', {});
  }

  // --- Reporting --------------------------------------------------------------------------------------

  get status(): QueueStatus {
    const { count, reservedBytes, usedBytes } = this.#running.totals();
    return {
      running: count,
      queued: this.#waiting.size,
      reservedBytes,
      usedBytes,
      budgetBytes: this.#governor.budgetBytes ?? 0,
      reason: this.#reason,
      peakUsedBytes: this.#peakUsedBytes,
    };
  }

  on<Name extends keyof QueueEvents>(name: Name, listener: (event: QueueEvents[Name]) => void): () => void {
    return this.#reporter.events.on(name, listener);
  }
}

/** Whether the next start of a task, or the present one, is the last it can have: that one it has alone. */
function hasLastChance(job: Job): boolean {
  return job.starts + 1 >= policy.maxStarts;
}
