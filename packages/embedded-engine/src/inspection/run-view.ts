import type { EventPayload } from '../event-payload.ts';
import type { Json } from '../json.ts';
import { type SerializedError, toSerializedError } from '../protocol/serialized-error.ts';
import type { FailureRow } from '../store/failure-table.ts';
import type { RunRow, RunStatus } from '../store/run-table.ts';
import type { StepRow, StepStatus } from '../store/step-table.ts';
import type { Store } from '../store/store.ts';

/** A run, as a list shows it. Times are in milliseconds since 1970. */
export interface RunSummary {
  readonly id: string;
  readonly functionId: string;
  readonly status: RunStatus;
  readonly queuedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** An attempt that failed. */
export interface FailedAttemptView {
  /** From 0. */
  readonly attempt: number;
  readonly error: SerializedError;
  /** In milliseconds since 1970. */
  readonly failedAt: number;
  /** When the next attempt was or is due, in milliseconds since 1970; `null` when there is none. */
  readonly retryAt: number | null;
}

/** A step of a run. Times are in milliseconds since 1970. */
export interface StepView {
  /** SHA-1 of the step's name, in hex. */
  readonly id: string;
  readonly name: string;
  /** The SDK's word for what it does, such as `StepRun` or `Sleep`. */
  readonly operation: string;
  readonly status: StepStatus;
  /** Attempts that have ended. */
  readonly attempts: number;
  readonly failures: readonly FailedAttemptView[];
  /** `null` until it has succeeded. */
  readonly output: Json;
  /** `null` unless it has failed for good. */
  readonly error: SerializedError | null;
  readonly foundAt: number;
  readonly endedAt: number | null;
}

/** Everything the store knows of a run. */
export interface RunDetails extends RunSummary {
  readonly event: EventPayload;
  /** `null` until it has completed. */
  readonly output: Json;
  /** `null` unless it has failed or was cancelled. */
  readonly error: SerializedError | null;
  /** Attempts of the function that failed outside its steps. */
  readonly failures: readonly FailedAttemptView[];
  /** In the order in which they were found. */
  readonly steps: readonly StepView[];
}

/** A run as a list shows it. */
export function summarizeRun(run: RunRow): RunSummary {
  return {
    id: run.id,
    functionId: run.function_id,
    status: run.status,
    queuedAt: run.queued_at,
    startedAt: run.started_at,
    endedAt: run.ended_at,
  };
}

/** Everything about a run. */
export function describeRun(store: Store, run: RunRow): RunDetails {
  const failures = Map.groupBy(store.failures.ofRun(run.seq), ({ step_id }) => step_id);
  const failuresOf = (stepId: string) => (failures.get(stepId) ?? []).map(describeFailure);
  return {
    ...summarizeRun(run),
    event: store.events.payload(run.event_seq),
    output: parseJson(run.output),
    error: parseError(run.error),
    failures: failuresOf(''),
    steps: store.steps.ofRun(run.seq).map(step => describeStep(step, failuresOf(step.id))),
  };
}

function describeStep(step: StepRow, failures: readonly FailedAttemptView[]): StepView {
  return {
    id: step.id,
    name: step.name,
    operation: step.operation,
    status: step.status,
    attempts: step.attempts,
    failures,
    output: parseJson(step.output),
    error: parseError(step.error),
    foundAt: step.found_at,
    endedAt: step.ended_at,
  };
}

function describeFailure(row: FailureRow): FailedAttemptView {
  const error = toSerializedError(parseJson(row.error));
  return { attempt: row.attempt, error, failedAt: row.failed_at, retryAt: row.retry_at };
}

function parseJson(text: string | null): Json {
  return text === null ? null : (JSON.parse(text) as Json);
}

function parseError(text: string | null): SerializedError | null {
  return text === null ? null : toSerializedError(JSON.parse(text));
}
