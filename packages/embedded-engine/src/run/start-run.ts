import type { EventPayload } from '../event-payload.ts';
import { comparable, evaluate } from '../expressions/evaluate.ts';
import { bindCondition } from '../expressions/event-condition.ts';
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
  readonly invoker?: Invoker;
}

/** Queues a new run of a function. */
export function startRun(unit: UnitOfWork, definition: RegisteredFunction, cause: RunCause): RunRow {
  const { event, eventSeq, invoker } = cause;
  const run = unit.store.runs.insert({
    id: newId(unit.now),
    function_id: definition.id,
    event_seq: eventSeq,
    position: unit.now - prioritySeconds(definition, event) * 1_000,
    concurrency_keys: JSON.stringify(concurrencyKeys(definition, event)),
    parent_run_seq: invoker?.runSeq ?? null,
    parent_step_id: invoker?.stepId ?? null,
    queued_at: unit.now,
  });
  unit.notices.push({
    type: 'run:queued',
    ...unit.about(run),
    eventId: event.id,
    eventName: event.name,
  });
  for (const cancellation of definition.cancellations) awaitCancellation(unit, run, cancellation, event);
  if (definition.startTimeoutMs !== undefined) {
    const dueAt = unit.now + definition.startTimeoutMs;
    unit.store.jobs.insert(run.seq, 'start-timeout', '', dueAt);
    unit.putOff(dueAt);
  }
  requestDiscovery(unit, run);
  return run;
}

function prioritySeconds({ priority }: RegisteredFunction, event: EventPayload): number {
  const seconds = priority === undefined ? 0 : evaluate(priority, event);
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return 0;
  return Math.max(-LARGEST_PRIORITY_SECONDS, Math.min(LARGEST_PRIORITY_SECONDS, Math.trunc(seconds)));
}

function concurrencyKeys({ concurrency }: RegisteredFunction, event: EventPayload): string[] {
  return concurrency.map(({ key }) => (key === undefined ? '' : comparable(evaluate(key, event))));
}

function awaitCancellation(
  unit: UnitOfWork,
  run: RunRow,
  { eventName, condition, timeout }: Cancellation,
  event: EventPayload,
): void {
  const bound = condition === undefined ? [] : bindCondition(condition, event);
  if (bound === undefined) return;
  const expiresAt = timeout === undefined ? undefined : parseTime(timeout, unit.now);
  addWait(unit, {
    runSeq: run.seq,
    stepId: '',
    eventName,
    condition: bound,
    expiresAt: expiresAt ?? unit.now + LONGEST_CANCELLATION_MS,
  });
}

/**
 * Starts the run of a function that a cron expression names a time for, once: a second request for the same function
 * and time, also after a crash, or by another expression, starts none.
 *
 * @param scheduledAt - in milliseconds since 1970.
 */
export function startScheduledRun(
  unit: UnitOfWork,
  definition: RegisteredFunction,
  cron: string,
  scheduledAt: number,
): void {
  const time = new Date(scheduledAt).toISOString().replace('.000Z', 'Z');
  const event = {
    id: `${definition.id}@${time}`,
    name: 'inngest/scheduled.timer',
    ts: scheduledAt,
    data: { cron, scheduledAt: time, fireAt: time },
  };
  const eventSeq = unit.store.events.insert(event, unit.now);
  if (eventSeq !== undefined) startRun(unit, definition, { event, eventSeq });
}
