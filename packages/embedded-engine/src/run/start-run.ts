import type { EventPayload } from '../event-payload.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Expression } from '../expressions/expression.ts';
import { comparable, Failure } from '../expressions/value.ts';
import { parseTime } from '../protocol/duration.ts';
import type { Cancellation, RegisteredFunction } from '../registration/registered-function.ts';
import type { RunRow } from '../store/run-table.ts';
import { addWait } from './add-wait.ts';
import { requestDiscovery } from './finish-step.ts';
import { newId } from './new-id.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** The furthest a run can go ahead of others or behind them, in seconds. */
const LARGEST_PRIORITY_SECONDS = 43_200;

/** How long an event can cancel a run when its function does not say. */
const LONGEST_CANCELLATION_MS = 365 * 86_400_000;

/** The step that invokes a run. */
export interface Invoker {
  readonly runSeq: number;
  readonly stepId: string;
}

/** What starts a run: an event, by its number in the store. */
export interface RunCause {
  readonly event: EventPayload;
  readonly eventSeq: number;
  /** The further events of a batch. */
  readonly furtherEventSeqs?: readonly number[];
  readonly invoker?: Invoker | undefined;
  /** When it may begin, in milliseconds since 1970; `undefined` is at once. */
  readonly startAt?: number;
}

/** Queues a new run of a function. */
export function startRun(unit: UnitOfWork, definition: RegisteredFunction, cause: RunCause): RunRow {
  const { event, eventSeq, furtherEventSeqs = [], invoker, startAt = unit.now } = cause;
  const run = unit.store.runs.insert({
    id: newId(unit.now),
    function_id: definition.id,
    event_seq: eventSeq,
    event_count: 1 + furtherEventSeqs.length,
    position: unit.now - prioritySeconds(definition, event) * 1_000,
    concurrency_keys: JSON.stringify(concurrencyKeys(definition, event)),
    parent_run_seq: invoker?.runSeq ?? null,
    parent_step_id: invoker?.stepId ?? null,
    queued_at: unit.now,
  });
  unit.store.runs.addEvents(run.seq, furtherEventSeqs);
  unit.notices.push({
    type: 'run:queued',
    ...unit.about(run),
    eventId: event.id,
    eventName: event.name,
  });
  for (const cancellation of definition.cancellations) awaitCancellation(unit, run, cancellation);
  if (definition.startTimeoutMs !== undefined) {
    const dueAt = unit.now + definition.startTimeoutMs;
    unit.store.jobs.insert(run.seq, 'start-timeout', '', dueAt);
    unit.putOff(dueAt);
  }
  if (startAt > unit.now) {
    unit.store.jobs.insert(run.seq, 'discover', '', startAt);
    unit.putOff(startAt);
  } else {
    requestDiscovery(unit, run);
  }
  return run;
}

/** As on a server, a priority is a whole number of CEL; a number of the event is a double, and counts for nothing. */
function prioritySeconds({ priority }: RegisteredFunction, event: EventPayload): number {
  const seconds = priority === undefined ? 0n : evaluate(priority, { event });
  if (typeof seconds !== 'bigint') return 0;
  return Math.max(-LARGEST_PRIORITY_SECONDS, Math.min(LARGEST_PRIORITY_SECONDS, Number(seconds)));
}

function concurrencyKeys({ concurrency, throttle }: RegisteredFunction, event: EventPayload): string[] {
  const keys = [...concurrency, ...(throttle === undefined ? [] : [throttle])];
  return keys.map(({ key }) => (key === undefined ? '' : keyValue(key, event)));
}

/** A key that fails is the same as one that is missing. */
function keyValue(key: Expression, event: EventPayload): string {
  const value = evaluate(key, { event });
  return comparable(value instanceof Failure ? false : value);
}

function awaitCancellation(
  unit: UnitOfWork,
  run: RunRow,
  { eventName, condition, timeout }: Cancellation,
): void {
  const expiresAt = timeout === undefined ? undefined : parseTime(timeout, unit.now);
  addWait(unit, run, {
    stepId: '',
    eventName,
    condition,
    expiresAt: expiresAt ?? unit.now + LONGEST_CANCELLATION_MS,
  });
}
