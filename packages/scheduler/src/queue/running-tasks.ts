import { shareIdleCores } from '../admission/idle-cores.ts';
import { runningReservation } from '../admission/reservation.ts';
import { policy } from '../policy.ts';
import type { Sampler, TreeUse } from '../sampling/sampler.ts';
import type { Attempt, Job } from './job.ts';

/** A task that runs. */
export type RunningJob = Job & { attempt: Attempt };

/** What all running tasks come to. */
export interface RunningTotals {
  readonly count: number;
  readonly threads: number;
  readonly reservedBytes: number;
  readonly usedBytes: number;
}

/** The tasks that run: what each has set aside, takes, and is offered. */
export class RunningTasks {
  readonly #jobs = new Set<RunningJob>();
  readonly #sampler: Sampler;
  #sampling = false;

  constructor(sampler: Sampler) {
    this.#sampler = sampler;
  }

  /** How many run. */
  get count(): number {
    return this.#jobs.size;
  }

  /** Oldest first. */
  [Symbol.iterator](): IterableIterator<RunningJob> {
    return this.#jobs[Symbol.iterator]();
  }

  /** Counts a task as running from now on. */
  start(job: Job, firstBytes: number, exclusive: boolean, nowMs: number): RunningJob {
    for (const other of this.#jobs) other.attempt.alone = false;
    job.attempt = {
      controller: new AbortController(),
      pids: new Set(),
      startedAtMs: nowMs,
      evictions: job.evictions,
      firstBytes,
      exclusive,
      reservedBytes: firstBytes,
      alone: this.#jobs.size === 0,
      stopping: false,
      usedBytes: 0,
      peakBytes: 0,
      risenBytes: 0,
      peakRoseAtMs: nowMs,
      cpuSeconds: 0,
      extraThreads: 0,
      nextSampleAtMs: Number.POSITIVE_INFINITY,
    };
    const running = job as RunningJob;
    this.#jobs.add(running);
    return running;
  }

  /** Counts a task as running no longer. */
  end(job: RunningJob): void {
    this.#jobs.delete(job);
    (job as Job).attempt = null;
  }

  /** Adds everything up. */
  totals(): RunningTotals {
    let threads = 0;
    let reservedBytes = 0;
    let usedBytes = 0;
    for (const { options, attempt } of this.#jobs) {
      threads += options.threads;
      reservedBytes += attempt.reservedBytes;
      usedBytes += attempt.usedBytes;
    }
    return { count: this.#jobs.size, threads, reservedBytes, usedBytes };
  }

  /** When the next measurement is due, in the clock's milliseconds; never while nothing is tracked or one is under way. */
  nextSampleAtMs(): number {
    if (this.#sampling) return Number.POSITIVE_INFINITY;
    let next = Number.POSITIVE_INFINITY;
    for (const { attempt } of this.#jobs) next = Math.min(next, attempt.nextSampleAtMs);
    return next;
  }

  /** Measures a process of a task from now on, together with what it starts. */
  track(attempt: Attempt, pid: number, nowMs: number): void {
    attempt.pids.add(pid);
    attempt.nextSampleAtMs = Math.min(attempt.nextSampleAtMs, this.#nextSampleAtMs(attempt, nowMs));
  }

  /** Measures every tracked task whose time has come. At most one measurement is under way. */
  async measure(nowMs: number, onSample: (job: RunningJob) => void): Promise<void> {
    if (this.#sampling) return;
    const due: { readonly job: RunningJob; readonly attempt: Attempt }[] = [];
    for (const job of this.#jobs)
      if (job.attempt.nextSampleAtMs <= nowMs) due.push({ job, attempt: job.attempt });
    if (due.length === 0) return;
    for (const { attempt } of due) attempt.nextSampleAtMs = this.#nextSampleAtMs(attempt, nowMs);
    this.#sampling = true;
    try {
      const uses = await this.#sampler.sample(due.flatMap(({ attempt }) => [...attempt.pids]));
      for (const { job, attempt } of due) {
        if (job.attempt !== attempt) continue;
        takeIn(attempt, uses, nowMs);
        onSample(job);
      }
    } catch {
      // A measurement that failed teaches nothing; what is set aside stays as it was.
    } finally {
      this.#sampling = false;
    }
  }

  /**
   * Lets every reservation follow what has been measured.
   *
   * @returns whether one of them has shrunk, so that there may be room for another task
   */
  adjustReservations(nowMs: number): boolean {
    let roomGained = false;
    for (const { attempt } of this.#jobs) {
      const before = attempt.reservedBytes;
      attempt.reservedBytes = attempt.exclusive
        ? Math.max(attempt.firstBytes, attempt.peakBytes)
        : runningReservation(attempt.firstBytes, attempt, nowMs);
      roomGained ||= attempt.reservedBytes < before;
    }
    return roomGained;
  }

  /**
   * Offers idle cores to the running tasks.
   *
   * @returns those whose offer changed
   */
  offerIdleCores(idle: number): readonly RunningJob[] {
    const shares = shareIdleCores(idle, this.#jobs.size);
    const changed: RunningJob[] = [];
    let age = 0;
    for (const job of this.#jobs) {
      const extraThreads = shares[age++] ?? 0;
      if (job.attempt.extraThreads === extraThreads) continue;
      job.attempt.extraThreads = extraThreads;
      changed.push(job);
    }
    return changed;
  }

  /** On a grid that all tasks share, so that one sample of the processes serves as many as it can. */
  #nextSampleAtMs(attempt: Attempt, nowMs: number): number {
    const young = nowMs - attempt.startedAtMs < policy.youngMs;
    const intervalMs = young ? this.#sampler.youngIntervalMs : this.#sampler.intervalMs;
    return (Math.floor(nowMs / intervalMs) + 1) * intervalMs;
  }
}

/** Raises the peak of a start. */
export function raisePeak(attempt: Attempt, bytes: number, nowMs: number): void {
  if (bytes > attempt.peakBytes) attempt.peakBytes = bytes;
  if (bytes > attempt.risenBytes * policy.riseFactor) {
    attempt.risenBytes = bytes;
    attempt.peakRoseAtMs = nowMs;
  }
}

function takeIn(attempt: Attempt, uses: ReadonlyMap<number, TreeUse>, nowMs: number): void {
  let memoryBytes = 0;
  let cpuSeconds = 0;
  for (const pid of attempt.pids) {
    memoryBytes += uses.get(pid)?.memoryBytes ?? 0;
    cpuSeconds += uses.get(pid)?.cpuSeconds ?? 0;
  }
  attempt.usedBytes = memoryBytes;
  // A descendant that has ended takes its time with it.
  attempt.cpuSeconds = Math.max(attempt.cpuSeconds, cpuSeconds);
  raisePeak(attempt, memoryBytes, nowMs);
}
