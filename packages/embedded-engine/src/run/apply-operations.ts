import type { Answer, RetryAdvice } from '../protocol/answer.ts';
import type { Operation } from '../protocol/operation.ts';
import { toSerializedError } from '../protocol/serialized-error.ts';
import type { RegisteredFunction } from '../registration/registered-function.ts';
import type { JobRow } from '../store/job-table.ts';
import type { RunRow } from '../store/run-table.ts';
import { failRun, finishRun } from './finish-run.ts';
import { retryJob } from './retry-job.ts';
import { beginRequest, isRequest, noteRequest, REQUESTS } from './take-request.ts';
import { takeResult } from './take-result.ts';
import type { UnitOfWork } from './unit-of-work.ts';

type OperationsAnswer = Extract<Answer, { kind: 'operations' }>;

/** A call that was answered. */
export interface AnsweredCall {
  readonly definition: RegisteredFunction;
  /** Whether a step of the run finished while the function was under way. */
  readonly isOutdated: boolean;
  /** At least 0 and below 1; spreads retries. */
  readonly random: number;
}

/** What a function can report: a step's result, or that it wants to be called again, or that it is done. */
const REPORTS: ReadonlySet<string> = new Set([
  'StepRun',
  'StepError',
  'StepFailed',
  'DiscoveryRequest',
  'RunComplete',
]);

/** Applies, in order, what a function reported and asked for. */
export function applyOperations(
  unit: UnitOfWork,
  job: JobRow,
  run: RunRow,
  call: AnsweredCall,
  answer: OperationsAnswer,
): void {
  const { operations } = answer;
  const unknown = operations.find(({ op }) => !REPORTS.has(op) && !REQUESTS.has(op));
  if (unknown !== undefined) {
    refuse(unit, run, unknown);
    return;
  }
  const failed = operations.find(({ op }) => op === 'StepError' || op === 'StepFailed');
  const isRetried = failed !== undefined && retryStep(unit, job, run, call, failed, answer.retry);
  if (!isRetried) unit.store.jobs.delete(job.seq);
  // All are noted before any is begun: one that finishes at once waits for the others it was found with.
  const toApply = operations.filter(operation =>
    isRequest(operation)
      ? noteRequest(unit, run, operation, isGrouped(operation, answer))
      : !(isRetried && operation === failed),
  );
  for (const operation of toApply) {
    if (unit.store.runs.get(run.seq).status !== 'running') return;
    apply(unit, run, operation);
  }
}

function apply(unit: UnitOfWork, run: RunRow, operation: Operation): void {
  if (operation.op === 'RunComplete') {
    finishRun(unit, run.seq, { status: 'completed', output: operation.data });
  } else if (isRequest(operation)) {
    beginRequest(unit, run, operation);
  } else {
    takeResult(unit, run, operation);
  }
}

/** Steps are awaited together unless the function asks to continue with whichever finishes first. */
function isGrouped({ options }: Operation, { operations, awaitsGroups }: OperationsAnswer): boolean {
  return awaitsGroups && operations.length > 1 && options['parallelMode'] !== 'race';
}

/** Notes that a step failed, and puts the job off to the step's next attempt; `false` when there is none. */
function retryStep(
  unit: UnitOfWork,
  job: JobRow,
  run: RunRow,
  { definition: { maxAttempts }, random }: AnsweredCall,
  operation: Operation,
  advice: RetryAdvice,
): boolean {
  const error = toSerializedError(operation.error);
  const stepId = operation.id;
  const retry = operation.op === 'StepFailed' ? { ...advice, isFinal: true } : advice;
  const retryAt = retryJob(unit, { job, run, stepId, error, retry, maxAttempts, random });
  if (retryAt === undefined) return false;
  const step = { runSeq: run.seq, id: stepId, name: operation.displayName, operation: operation.op };
  unit.store.steps.insert({ ...step, status: 'retrying', grouped: false }, unit.now);
  unit.store.steps.countAttempt(run.seq, stepId);
  const facts = { ...unit.about(run), stepId, stepName: operation.displayName };
  unit.notices.push({ type: 'step:retrying', ...facts, attempt: job.attempt, error, retryAt });
  return true;
}

function refuse(unit: UnitOfWork, run: RunRow, { op, displayName }: Operation): void {
  failRun(
    unit,
    run.seq,
    'StepUnsupportedError',
    `The embedded engine cannot run the step "${displayName}" of "${run.function_id}": ${op} is not supported.`,
  );
}
