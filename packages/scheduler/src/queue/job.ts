import type { Evictable } from '../admission/eviction.ts';
import type { Measured } from '../admission/reservation.ts';
import { Emitter } from './emitter.ts';
import type { TaskEvents } from './events.ts';
import type { Entry, Waiter } from './fair-priority-queue.ts';
import type { ResolvedTaskOptions } from './queue-options.ts';
import type { Task, TaskHandle, TaskState } from './task.ts';

/** One start of a task, from being admitted to its end. */
export interface Attempt extends Evictable, Measured {
  readonly controller: AbortController;
  readonly pids: Set<number>;
  /** What was set aside at the start, in bytes. */
  readonly firstBytes: number;
  /** Whether it has everything to itself, so that its reservation must not shrink and let others in. */
  readonly exclusive: boolean;
  /** What is set aside now, in bytes. */
  reservedBytes: number;
  /** Whether nothing else has run beside it so far. */
  alone: boolean;
  stopping: boolean;
  usedBytes: number;
  peakBytes: number;
  /** The peak that last counted as a rise, in bytes. */
  risenBytes: number;
  peakRoseAtMs: number;
  cpuSeconds: number;
  extraThreads: number;
  nextSampleAtMs: number;
}

/** A task in the queue, with what the queue remembers of it. */
export interface Job extends Waiter<Job> {
  readonly options: ResolvedTaskOptions;
  readonly deferred: {
    readonly resolve: (value: unknown) => void;
    readonly reject: (error: unknown) => void;
  };
  /** The caller's function; released at the end, so that an ended handle holds on to no closure. */
  run: Task<unknown> | null;
  state: TaskState;
  starts: number;
  evictions: number;
  /** What earlier starts have proved necessary, in bytes. */
  floorBytes: number;
  blockedSinceMs: number | null;
  lastStartAtMs: number | null;
  /** Why its caller, or the closing queue, cancelled it. */
  cancelled: { readonly reason: unknown } | null;
  entry: Entry<Job> | null;
  attempt: Attempt | null;
  emitter: Emitter<TaskEvents> | null;
}

/** Makes a task that waits, and the handle for the one who added it. */
export function newJob<T>(
  id: number,
  run: Task<T>,
  options: ResolvedTaskOptions,
  addedAtMs: number,
): { readonly job: Job; readonly handle: TaskHandle<T> } {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  // The failure of a task whose result is not awaited is still reported by its `task:end` event.
  promise.catch(() => {});
  const job: Job = {
    id,
    priority: options.priority,
    group: options.group,
    expectedSeconds: options.expectedSeconds,
    addedAtMs,
    options,
    deferred: { resolve: resolve as (value: unknown) => void, reject },
    run,
    state: 'waiting',
    starts: 0,
    evictions: 0,
    floorBytes: 0,
    blockedSinceMs: null,
    lastStartAtMs: null,
    cancelled: null,
    entry: null,
    attempt: null,
    emitter: null,
  };
  return { job, handle: new JobHandle(job, promise) };
}

class JobHandle<T> implements TaskHandle<T> {
  readonly result: Promise<T>;
  readonly #job: Job;

  constructor(job: Job, result: Promise<T>) {
    this.#job = job;
    this.result = result;
  }

  get id(): number {
    return this.#job.id;
  }

  get state(): TaskState {
    return this.#job.state;
  }

  on<Name extends keyof TaskEvents>(name: Name, listener: (event: TaskEvents[Name]) => void): () => void {
    this.#job.emitter ??= new Emitter();
    return this.#job.emitter.on(name, listener);
  }
}
