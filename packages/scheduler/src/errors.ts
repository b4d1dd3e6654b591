import { CodedError, type Retry } from '@variegate/ground';

/** Base of every error this package throws. */
export abstract class SchedulerError extends CodedError {}

/**
 * An option is missing, unknown or out of its range.
 *
 * @remedy Give the option a value that the message allows.
 */
export class OptionInvalidError extends SchedulerError {
  readonly code = 'SCHEDULER_OPTION_INVALID';
  readonly retry: Retry = { kind: 'never' };
  /** Which option, as a path such as `slots`. */
  readonly option: string;

  constructor(option: string, problem: string) {
    super(`Option '${option}': ${problem}`);
    this.option = option;
  }
}

/**
 * The queue was closed before the task ended, or takes no more tasks.
 *
 * @remedy Run it again; finished variants stay.
 */
export class QueueClosedError extends SchedulerError {
  readonly code = 'SCHEDULER_QUEUE_CLOSED';
  readonly retry: Retry = { kind: 'never' };

  constructor() {
    super('The queue is closed');
  }
}

/**
 * The reason a task finds on its signal when it was stopped to make room; the queue starts it again.
 *
 * @remedy Nothing: the queue starts it again.
 */
export class TaskEvictedError extends SchedulerError {
  readonly code = 'SCHEDULER_TASK_EVICTED';
  readonly retry: Retry = { kind: 'now' };

  constructor(why: string) {
    super(`Stopped to make room, to be started again later: ${why}`);
  }
}

/** What is known of a task that memory ended for good. */
export interface TooLargeFacts {
  /** A lower bound of what it needs, in bytes. */
  readonly neededBytes: number;
  /** What the queue may reserve in all, in bytes. */
  readonly budgetBytes: number;
  /** How often it was started. */
  readonly starts: number;
}

/**
 * A task died of memory although it ran alone, or at its last start: it is too large for this budget.
 *
 * @remedy Raise `--memory-limit`, or use a smaller source, fewer threads or a machine with more memory.
 */
export class TaskTooLargeError extends SchedulerError {
  readonly code = 'SCHEDULER_TASK_TOO_LARGE';
  readonly retry: Retry = { kind: 'never' };
  /** A lower bound of what it needs, in bytes. */
  readonly neededBytes: number;
  /** What the queue could have reserved in all, in bytes. */
  readonly budgetBytes: number;
  /** How often it was started. */
  readonly starts: number;

  constructor(facts: TooLargeFacts, cause: unknown) {
    const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
    super(
      `Ran out of memory ${facts.starts === 1 ? 'running alone' : `in ${facts.starts} starts, the last one alone`}: ` +
        `it needs more than ${megabytes(facts.neededBytes)}, and the budget is ${megabytes(facts.budgetBytes)}`,
      { cause },
    );
    this.neededBytes = facts.neededBytes;
    this.budgetBytes = facts.budgetBytes;
    this.starts = facts.starts;
  }
}
