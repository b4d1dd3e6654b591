import type { EventPayload } from '../event-payload.ts';
import type { StepRequest } from '../protocol/step-request.ts';
import { useRate } from '../registration/rate.ts';
import type { RegisteredFunction } from '../registration/registered-function.ts';
import type { JobRow } from '../store/job-table.ts';
import type { RunRow } from '../store/run-table.ts';
import type { FinishedStep } from '../store/step-table.ts';
import { failRun } from './finish-run.ts';
import { finishStep } from './finish-step.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** A job that was begun, with all that its call needs. */
export interface BegunJob {
  readonly job: JobRow;
  readonly run: RunRow;
  /** Those of the run, the first first. */
  readonly events: readonly [EventPayload, ...EventPayload[]];
  readonly steps: readonly FinishedStep[];
  /** Whether the function may only say which steps it wants. */
  readonly planOnly: boolean;
  /** What is to be sent, instead of calling the function. */
  readonly request: StepRequest | undefined;
}

/**
 * Begins a job: counts the start, so that a step that ends the process is not begun for ever, and marks its run
 * as running. Returns `undefined` when there is nothing to do: the run was cancelled, or this was one start or
 * one step too many.
 */
export function beginJob(
  unit: UnitOfWork,
  seq: number,
  definition: RegisteredFunction,
): BegunJob | undefined {
  const { store } = unit;
  const job = store.jobs.begin(seq);
  if (job === undefined) return undefined;
  const run = store.runs.get(job.run_seq);
  if (job.starts > unit.limits.maxStarts) {
    giveUp(unit, job, run);
    return undefined;
  }
  if (store.runs.start(run.seq, unit.now)) noteStart(unit, run, definition);
  const steps = store.steps.finished(run.seq);
  if (stateLength(steps) > unit.limits.maxStateLength) {
    failRun(
      unit,
      run.seq,
      'StateTooLargeError',
      'The results of the steps of this run are too large together.',
    );
    return undefined;
  }
  return {
    job,
    run,
    events: store.events.ofRun(run),
    steps,
    // What is under way already must not be run by this call too. After a start that came to nothing, steps are run
    // one by one, so that the one to blame is known.
    planOnly: job.starts > 1 || store.jobs.hasStep(run.seq),
    request: job.kind === 'request' ? requestOf(unit, job) : undefined,
  };
}

function requestOf({ store }: UnitOfWork, { run_seq, step_id }: JobRow): StepRequest | undefined {
  const text = store.steps.request(run_seq, step_id);
  return text === undefined ? undefined : (JSON.parse(text) as StepRequest);
}

function noteStart(unit: UnitOfWork, run: RunRow, definition: RegisteredFunction): void {
  const { finishTimeoutMs } = definition;
  useThrottle(unit, run, definition);
  unit.store.jobs.deleteByKind(run.seq, 'start-timeout');
  unit.notices.push({ type: 'run:started', ...unit.about(run) });
  if (finishTimeoutMs === undefined) return;
  const dueAt = unit.now + finishTimeoutMs;
  unit.store.jobs.insert(run.seq, 'finish-timeout', '', dueAt);
  unit.putOff(dueAt);
}

function useThrottle(unit: UnitOfWork, run: RunRow, { id, throttle, concurrency }: RegisteredFunction): void {
  if (throttle === undefined) return;
  const key = (JSON.parse(run.concurrency_keys) as string[])[concurrency.length] ?? '';
  const name = { function_id: id, kind: 'throttle', key } as const;
  const usedUntil = unit.store.gates.find(name)?.at;
  unit.store.gates.put({ ...name, at: useRate(throttle, usedUntil, unit.now) });
}

function giveUp(unit: UnitOfWork, job: JobRow, run: RunRow): void {
  const name = 'StartLimitError';
  const message = `The process ended in the middle ${unit.limits.maxStarts} times.`;
  if (job.kind === 'step' || job.kind === 'request') {
    finishStep(unit, run, job.step_id, { error: JSON.stringify({ name, message }) }, 1);
  } else {
    failRun(unit, run.seq, name, message);
  }
}

function stateLength(steps: readonly FinishedStep[]): number {
  return steps.reduce((sum, { output, error }) => sum + (output ?? error ?? '').length, 0);
}
