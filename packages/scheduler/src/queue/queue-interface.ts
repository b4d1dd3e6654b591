import type { QueueAdmissionEvent, QueueEvents } from './events.ts';
import type { Task, TaskHandle, TaskOptions } from './task.ts';

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
  /** Starts nothing more; what runs goes on. */
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
