import type { QueueAdmissionEvent, QueueEvents, TaskEvents } from './events.ts';

/** What a running task is given. */
export interface TaskContext {
  /** The task's number in its queue, from 1. */
  readonly id: number;
  /** Which start this is, 1 to 3; above 1 only after an eviction or a death by memory. */
  readonly attempt: number;
  /**
   * Fires when the task must end: its caller cancels it, the queue closes, or it is evicted
   * (then the reason is a `TaskEvictedError`, and the queue starts it again).
   */
  readonly signal: AbortSignal;
  /**
   * Idle cores this task may use on top of its own threads, 0 unless the batch is at its end. It may
   * change while the task runs. Meant for threads that change no result (decoders, filters), never
   * for an encoder's.
   */
  readonly extraThreads: number;
  /** Has the queue measure this process and all its descendants. */
  track(pid: number): void;
  /** Reports a peak, in bytes, that the task knows by a better way than sampling. */
  reportPeak(bytes: number): void;
}

/**
 * A piece of work. It says that memory ended it by throwing an error whose `retry.kind` is
 * `'more-memory'` (with `peakMemoryBytes` where it knows); every other error is final here.
 */
export type Task<T> = (context: TaskContext) => Promise<T> | T;

/** What is known of a task before it runs. */
export interface TaskOptions {
  /** The memory it is expected to take at its peak, in bytes, > 0. */
  readonly estimateBytes: number;
  /** How many cores it keeps busy, a whole number ≥ 1; more than the queue has counts as all. @default 1 */
  readonly threads?: number | undefined;
  /** How long it is expected to run, in seconds; the longest start first. @default 0 */
  readonly expectedSeconds?: number | undefined;
  /** Higher starts earlier, any whole number. @default 0 */
  readonly priority?: number | undefined;
  /** Groups take turns: tasks of one input file, of one user. @default '' */
  readonly group?: string | undefined;
  /** Tasks of one class err alike: their measured peaks correct each other's estimates. @default 'default' */
  readonly className?: string | undefined;
  /** Ends the task, or takes it out of the line. */
  readonly signal?: AbortSignal | undefined;
}

/** Where a task stands. */
export type TaskState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** A task in the queue, for the one who added it. */
export interface TaskHandle<T> {
  /** The task's number in its queue, from 1. */
  readonly id: number;
  /**
   * Resolves or rejects when the task ends: with its value, its error, its signal's reason, a
   * `TaskTooLargeError` or a `QueueClosedError`. A rejection that is not awaited does not end the process.
   */
  readonly result: Promise<T>;
  /** Where the task stands now. */
  readonly state: TaskState;
  /**
   * Listens to the events of this task alone.
   *
   * @returns what stops listening
   */
  on<Name extends keyof TaskEvents>(name: Name, listener: (event: TaskEvents[Name]) => void): () => void;
}

/** How a queue stands at this moment. */
export interface QueueStatus extends QueueAdmissionEvent {
  /** The most that all tasks' processes together were ever measured to take, in bytes. */
  readonly peakUsedBytes: number;
}

/** A queue that runs tasks side by side as far as memory and cores allow. Disposing of it closes it. */
export interface Queue extends AsyncDisposable {
  /** How it stands now. */
  readonly status: QueueStatus;
  /**
   * Puts a task in line.
   *
   * @throws SCHEDULER_OPTION_INVALID
   * @throws SCHEDULER_QUEUE_CLOSED
   */
  add<T>(task: Task<T>, options: TaskOptions): TaskHandle<T>;
  /**
   * Listens to an event of the queue or of any task.
   *
   * @returns what stops listening
   */
  on<Name extends keyof QueueEvents>(name: Name, listener: (event: QueueEvents[Name]) => void): () => void;
  /** Starts nothing more; running tasks continue. */
  pause(): void;
  /** Starts tasks again after {@link pause}. */
  resume(): void;
  /** Resolves once nothing runs and nothing waits. It takes nothing away: more can be added meanwhile. */
  drain(): Promise<void>;
  /**
   * Takes no more tasks, cancels every waiting one, and resolves once nothing runs. May be called again
   * to be stricter.
   *
   * @param options `running`: whether running tasks are aborted or may finish (default `abort`)
   */
  close(options?: { readonly running?: 'abort' | 'finish' }): Promise<void>;
}
