import type { Answer, RetryAdvice } from '../protocol/answer.ts';
import type { Operation } from '../protocol/operation.ts';
import { toSerializedError } from '../protocol/serialized-error.ts';
import type { JobRow } from '../store/job-table.ts';
import type { RunRow } from '../store/run-table.ts';
import type { AnsweredCall } from './apply-answer.ts';
import { failRun, finishRun } from './finish-run.ts';
import { retryJob } from './retry-job.ts';
import { isRequest, REQUESTS, takeRequest } from './take-request.ts';
import { takeResult } from './take-result.ts';
import type { Unit } from './unit.ts';

type OperationsAnswer = Extract<Answer, { kind: 'operations' }>;

/** What a function can report: a step's result, or that it wants to be called again, or that it is done. */
const REPORTS: ReadonlySet<string> = new Set([
  'StepRun',
  'StepError',
  'StepFailed',
  'DiscoveryRequest',
  'RunComplete',
]);

/** Carries out, in order, what a function reported and asked for. */
export function applyOperations(
  unit: Unit,
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
  // Steps asked for together are under way together: until they have settled, the SDK may run none by itself.
  if (operations.filter(isRequest).length > 1) unit.store.runs.setPlanning(run.seq, true);
  for (const operation of operations) {
    if (isRetried && operation === failed) continue;
    apply(unit, run, operation, isGrouped(operation, answer));
    if (unit.store.runs.get(run.seq).status !== 'running') return;
  }
  checkNotStuck(unit, run);
}

function apply(unit: Unit, run: RunRow, operation: Operation, grouped: boolean): void {
  if (operation.op === 'RunComplete') {
    finishRun(unit, run.seq, { status: 'completed', output: operation.data });
  } else if (isRequest(operation)) {
    takeRequest(unit, run, operation, grouped);
  } else {
    takeResult(unit, run, operation);
  }
}

/** Steps are awaited together unless the function asks to go on with whichever settles first. */
function isGrouped({ options }: Operation, { operations, awaitsGroups }: OperationsAnswer): boolean {
  return awaitsGroups && operations.length > 1 && options['parallelMode'] !== 'race';
}

/** Notes that a step failed, and puts the job off to the step's next attempt; `false` when there is none. */
function retryStep(
  unit: Unit,
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

function refuse(unit: Unit, run: RunRow, { op, displayName }: Operation): void {
  failRun(
    unit,
    run.seq,
    'StepUnsupportedError',
    `The embedded engine cannot run the step "${displayName}" of "${run.function_id}": ${op} is not supported.`,
  );
}

/** A run that waits for nothing would wait for ever; only an SDK that breaks its protocol can cause it. */
function checkNotStuck(unit: Unit, run: RunRow): void {
  if (unit.store.jobs.hasCall(run.seq) || unit.store.steps.hasPending(run.seq)) return;
  failRun(unit, run.seq, 'ProtocolError', 'The SDK answered with nothing to do.');
}
