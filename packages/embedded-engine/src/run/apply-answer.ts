import type { Answer } from '../protocol/answer.ts';
import type { RegisteredFunction } from '../registration/registered-function.ts';
import type { JobRow } from '../store/job-table.ts';
import type { RunRow } from '../store/run-table.ts';
import { applyOperations } from './apply-operations.ts';
import { finishRun } from './finish-run.ts';
import { retryJob } from './retry-job.ts';
import { requestDiscovery } from './settle-step.ts';
import type { Unit } from './unit.ts';

/** A call that was answered. */
export interface AnsweredCall {
  readonly definition: RegisteredFunction;
  /** Whether a step of the run settled while the function was under way. */
  readonly isOutdated: boolean;
  /** At least 0 and below 1; spreads retries. */
  readonly random: number;
}

/** Carries a run on by what its function answered. The answer to a job that is gone is thrown away. */
export function applyAnswer(unit: Unit, jobSeq: number, call: AnsweredCall, answer: Answer): void {
  const { store } = unit;
  const job = store.jobs.find(jobSeq);
  if (job === undefined) return;
  const run = store.runs.get(job.run_seq);
  switch (answer.kind) {
    case 'completed':
      finishRun(unit, run.seq, { status: 'completed', output: answer.output });
      return;
    case 'failed':
      applyFailure(unit, job, run, call, answer);
      break;
    case 'operations':
      applyOperations(unit, job, run, call, answer);
      break;
  }
  const after = store.runs.get(run.seq);
  if (call.isOutdated && after.status === 'running') requestDiscovery(unit, after);
}

/** A function failed outside its steps, or could not be called. */
function applyFailure(
  unit: Unit,
  job: JobRow,
  run: RunRow,
  { definition, random }: AnsweredCall,
  { error, retry }: Extract<Answer, { kind: 'failed' }>,
): void {
  const { maxAttempts } = definition;
  const attempt = { job, run, stepId: job.step_id, error, retry, maxAttempts, random };
  const retryAt = retryJob(unit, attempt);
  if (retryAt === undefined) finishRun(unit, run.seq, { status: 'failed', error });
  else unit.notices.push({ type: 'run:retrying', ...unit.about(run), attempt: job.attempt, error, retryAt });
}
