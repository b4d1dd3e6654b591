import type { Expression } from '../expressions/expression.ts';
import type { CronSchedule } from './cron-schedule.ts';

/** An event that starts a run, and the condition it must meet. */
export interface EventTrigger {
  /** A name, or what names begin with and then an asterisk, as in `shop/*`. */
  readonly eventName: string;
  readonly condition: Expression | undefined;
}

/** When runs are started by the clock. */
export interface CronTrigger {
  readonly schedule: CronSchedule;
  /** By how much a run may be later than its time, in milliseconds. */
  readonly jitterMs: number;
}

/** An event that cancels a run. */
export interface Cancellation {
  readonly eventName: string;
  /** The text of the condition. */
  readonly condition: string | undefined;
  /** For how long after the run was queued it may; `undefined` is a year. */
  readonly timeout: string | undefined;
}

/** How many steps may run at a time, all together or for each value of a key. */
export interface ConcurrencyLimit {
  /** 1 or more. */
  readonly limit: number;
  readonly key: Expression | undefined;
  /** Over what it counts: this function, or all that name the same value in the same scope. */
  readonly scope: 'fn' | 'env' | 'account';
}

/** How often something may happen, evenly spread: once in `periodMs / limit`, and `burst` times more at once. */
export interface Rate {
  /** 1 or more. */
  readonly limit: number;
  readonly periodMs: number;
  readonly burst: number;
  readonly key: Expression | undefined;
}

/** A function waits with its run until no event has come for a while, and is given the last one. */
export interface Debounce {
  readonly periodMs: number;
  /** For how long after the first event the run can be put off, in milliseconds. */
  readonly timeoutMs: number | undefined;
  readonly key: Expression | undefined;
}

/** A function has one run at a time. */
export interface Singleton {
  /** What becomes of the new run: it is left out, or it takes the place of the other, which is cancelled. */
  readonly mode: 'skip' | 'cancel';
  readonly key: Expression | undefined;
}

/** A function is given several events at once. */
export interface Batch {
  /** 2 or more. */
  readonly maxSize: number;
  /** For how long after its first event a batch waits for more, in milliseconds. */
  readonly timeoutMs: number;
  readonly key: Expression | undefined;
  /** What an event must be like to be batched; any other starts a run of its own. */
  readonly condition: Expression | undefined;
}

/** A function the engine runs: its options, read and found supported. */
export interface RegisteredFunction {
  /** The client's id, a hyphen, and the function's own. */
  readonly id: string;
  readonly name: string;
  /** Attempts in all, for each step, 1 or more. */
  readonly maxAttempts: number;
  readonly triggers: readonly EventTrigger[];
  readonly crons: readonly CronTrigger[];
  readonly cancellations: readonly Cancellation[];
  readonly concurrency: readonly ConcurrencyLimit[];
  /** How often it takes an event; what comes more often is dropped. */
  readonly rateLimit: Rate | undefined;
  /** How often a run begins; what comes more often waits. */
  readonly throttle: Rate | undefined;
  readonly debounce: Debounce | undefined;
  readonly singleton: Singleton | undefined;
  readonly batch: Batch | undefined;
  /** Comes to the seconds by which a run goes ahead of others. */
  readonly priority: Expression | undefined;
  /** How long a run may wait for its start, in milliseconds. */
  readonly startTimeoutMs: number | undefined;
  /** How long a run may last from its start, in milliseconds. */
  readonly finishTimeoutMs: number | undefined;
}
