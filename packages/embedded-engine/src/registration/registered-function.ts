import type { Expression } from '../expressions/expression.ts';
import type { CronSchedule } from './cron-schedule.ts';

/** An event that starts or cancels a run, and the condition it must meet. */
export interface EventTrigger {
  readonly eventName: string;
  readonly condition: Expression | undefined;
}

/** An event that cancels a run. */
export interface Cancellation extends EventTrigger {
  /** For how long after the run was queued it may; `undefined` is a year. */
  readonly timeout: string | undefined;
}

/** How many steps of a function may run at a time, all together or for each value of a key. */
export interface ConcurrencyLimit {
  /** 1 or more. */
  readonly limit: number;
  readonly key: Expression | undefined;
}

/** A function the engine runs: its options, read and found supported. */
export interface RegisteredFunction {
  /** The client's id, a hyphen, and the function's own. */
  readonly id: string;
  readonly name: string;
  /** Attempts in all, for each step, 1 or more. */
  readonly maxAttempts: number;
  readonly triggers: readonly EventTrigger[];
  /** When it is started by the clock. */
  readonly schedules: readonly CronSchedule[];
  readonly cancellations: readonly Cancellation[];
  readonly concurrency: readonly ConcurrencyLimit[];
  /** Comes to the seconds by which a run goes ahead of others. */
  readonly priority: Expression | undefined;
  /** How long a run may wait for its start, in milliseconds. */
  readonly startTimeoutMs: number | undefined;
  /** How long a run may last from its start, in milliseconds. */
  readonly finishTimeoutMs: number | undefined;
}
