import { Emitter } from './emitter.ts';
import type { QueueAdmissionEvent, QueueEvents, TaskEndEvent, TaskEvents } from './events.ts';
import type { Attempt, Job } from './job.ts';
import type { RunningJob } from './running-tasks.ts';

/** Reports what happens to listeners; makes no event without a listener. */
export class Reporter {
  readonly events = new Emitter<QueueEvents>();
  #lastReported = '';

  /** A task was started. */
  start(job: RunningJob): void {
    const { attempt, options } = job;
    this.#emit(job, 'task:start', () => ({
      id: job.id,
      className: options.className,
      group: job.group,
      attempt: job.starts,
      threads: options.threads,
      extraThreads: attempt.extraThreads,
      reservedBytes: attempt.reservedBytes,
    }));
  }

  /** A running task was measured. */
  sample(job: RunningJob): void {
    const { usedBytes, peakBytes, reservedBytes, cpuSeconds } = job.attempt;
    this.#emit(job, 'task:sample', () => ({ id: job.id, usedBytes, peakBytes, reservedBytes, cpuSeconds }));
  }

  /** Another number of idle cores is offered to a running task. */
  threads(job: RunningJob): void {
    const { extraThreads } = job.attempt;
    this.#emit(job, 'task:threads', () => ({ id: job.id, extraThreads }));
  }

  /** A running task is being stopped to make room. */
  evict(job: Job, reason: string): void {
    this.#emit(job, 'task:evict', () => ({ id: job.id, reason }));
  }

  /** A task went back into the line. */
  requeue(job: Job, reason: 'evicted' | 'died-of-memory', peakBytes: number, reservedBytes: number): void {
    this.#emit(job, 'task:requeue', () => ({ id: job.id, reason, peakBytes, reservedBytes }));
  }

  /** A task ended for good. */
  end(job: Job, status: TaskEndEvent['status'], attempt: Attempt | null, nowMs: number): void {
    const lastStartAtMs = job.lastStartAtMs ?? nowMs;
    this.#emit(job, 'task:end', () => ({
      id: job.id,
      status,
      starts: job.starts,
      waitedMs: lastStartAtMs - job.addedAtMs,
      ranMs: nowMs - lastStartAtMs,
      peakBytes: attempt?.peakBytes ?? 0,
      cpuSeconds: attempt?.cpuSeconds ?? 0,
    }));
  }

  /** How the queue stands, unless it stands as it did. */
  admission(make: () => QueueAdmissionEvent): void {
    if (!this.events.has('queue:admission')) return;
    const { running, queued, reservedBytes, usedBytes, budgetBytes, reason } = make();
    const state = `${running} ${queued} ${reason}`;
    if (state === this.#lastReported) return;
    this.#lastReported = state;
    this.events.emit('queue:admission', { running, queued, reservedBytes, usedBytes, budgetBytes, reason });
  }

  #emit<Name extends keyof TaskEvents>(job: Job, name: Name, make: () => QueueEvents[Name]): void {
    if (!this.events.has(name) && !job.emitter?.has(name)) return;
    const event = make();
    this.events.emit(name, event);
    job.emitter?.emit(name, event as TaskEvents[Name]);
  }
}
