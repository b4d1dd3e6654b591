import type { Answer } from '../protocol/answer.ts';
import type { JobRow } from '../store/job-table.ts';
import type { RunRow } from '../store/run-table.ts';
import { type AnsweredCall, applyOperations } from './apply-operations.ts';
import { failRun, finishRun } from './finish-run.ts';
import { requestDiscovery } from './finish-step.ts';
import { retryJob } from './retry-job.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Advances a run by what its function answered. The answer to a job that is gone is thrown away. */
export function applyAnswer(unit: UnitOfWork, jobSeq: number, call: AnsweredCall, answer: Answer): void {
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
  if (after.status !== 'running') return;
  if (call.isOutdated) requestDiscovery(unit, after);
  checkNotStuck(unit, after);
}

/** A function failed outside its steps, or could not be called. */
function applyFailure(
  unit: UnitOfWork,
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

/** A run without work would wait for ever; only an SDK that breaks its protocol can cause it. */
function checkNotStuck(unit: UnitOfWork, run: RunRow): void {
  if (unit.store.jobs.hasWork(run.seq)) return;
  failRun(unit, run.seq, 'ProtocolError', 'The SDK answered with nothing to do.');
}
