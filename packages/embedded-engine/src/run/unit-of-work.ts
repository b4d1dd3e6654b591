import type { EventPayload } from '../event-payload.ts';
import type { ConditionReader } from '../expressions/event-condition.ts';
import type { RunEvent } from '../inspection/run-event.ts';
import type { FunctionRegistry } from '../registration/function-registry.ts';
import type { JobRow } from '../store/job-table.ts';
import type { RunRow } from '../store/run-table.ts';
import type { Store } from '../store/store.ts';

/** What the engine allows. */
export interface RunLimits {
  /** How often a job may be begun without ever being finished, because the process ended each time. */
  readonly maxStarts: number;
  /** Steps in one run. */
  readonly maxSteps: number;
  /** Characters of JSON in one step's result. */
  readonly maxOutputLength: number;
  /** Characters of JSON in the results of all steps of a run. */
  readonly maxStateLength: number;
}

/** A job that can be done now, and what decides its turn. */
export interface ReadyJob {
  readonly seq: number;
  readonly runSeq: number;
  readonly functionId: string;
  /** @see RunRow.position */
  readonly position: number;
  /** The values of the function's concurrency keys, and then that of its throttle. */
  readonly concurrencyKeys: readonly string[];
  /** Whether its run begins with it. */
  readonly isStart: boolean;
}

/** What a change is made with. */
export interface UnitParts {
  readonly store: Store;
  readonly functions: FunctionRegistry;
  readonly limits: RunLimits;
  readonly conditions: ConditionReader;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * One change to the store, and what follows from it. Whatever reaches beyond the store is only noted here, and
 * done when the change is committed: nothing is reported that a crash could still undo.
 */
export class UnitOfWork {
  readonly store: Store;
  readonly functions: FunctionRegistry;
  readonly limits: RunLimits;
  readonly conditions: ConditionReader;
  /** The time of the change, in milliseconds since 1970. */
  readonly now: number;
  /** Jobs to be queued. */
  readonly ready: ReadyJob[] = [];
  /** What to report to observers. */
  readonly notices: RunEvent[] = [];
  /** Events of the engine's own, to be taken in before the change is committed. */
  readonly emitted: EventPayload[] = [];
  /** Runs of which a step finished while their function may have been under way: it has not seen that. */
  readonly outdatedRuns = new Set<number>();
  /** The earliest time for which a job was put off. */
  earliestDue = Number.POSITIVE_INFINITY;

  constructor({ store, functions, limits, conditions, now }: UnitParts) {
    this.store = store;
    this.functions = functions;
    this.limits = limits;
    this.conditions = conditions;
    this.now = now;
  }

  /** What every notice about a run says. */
  about(run: RunRow): { readonly runId: string; readonly functionId: string; readonly at: number } {
    return { runId: run.id, functionId: run.function_id, at: this.now };
  }

  /** Notes that a job can be done once this change is committed. */
  queue(job: JobRow, run: RunRow): void {
    this.ready.push(toReadyJob(job, run));
  }

  /** Notes that a job was put off. */
  putOff(dueAt: number): void {
    this.earliestDue = Math.min(this.earliestDue, dueAt);
  }
}

/** What decides a job's turn. */
function toReadyJob(job: JobRow, run: RunRow): ReadyJob {
  return {
    seq: job.seq,
    runSeq: run.seq,
    functionId: run.function_id,
    position: run.position,
    concurrencyKeys: JSON.parse(run.concurrency_keys) as string[],
    isStart: run.status === 'queued',
  };
}
