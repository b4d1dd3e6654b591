import type { JobRow } from '../store/job-table.ts';
import type { RunRow } from '../store/run-table.ts';
import { cancelRun } from './finish-run.ts';
import { finishStep } from './finish-step.ts';
import type { UnitOfWork } from './unit-of-work.ts';

const INVOKE_TIMEOUT = {
  name: 'InngestInvokeTimeoutError',
  message: 'Timed out waiting for invoked function to complete',
};

/** Does a job whose time has come; a call is queued. The job may be gone by now: one before it ended the run. */
export function takeDueJob(unit: UnitOfWork, { seq }: JobRow): void {
  const job = unit.store.jobs.find(seq);
  if (job === undefined) return;
  const run = unit.store.runs.get(job.run_seq);
  switch (job.kind) {
    case 'discover':
    case 'step':
    case 'request':
      unit.queue(job, run);
      break;
    case 'wake':
      finishStep(unit, run, job.step_id, { output: 'null' }, 0);
      break;
    case 'expire':
      expire(unit, job, run);
      break;
    case 'start-timeout':
      cancelRun(unit, run.seq, 'The run did not start in time.');
      break;
    case 'finish-timeout':
      cancelRun(unit, run.seq, 'The run did not finish in time.');
      break;
  }
}

function expire(unit: UnitOfWork, job: JobRow, run: RunRow): void {
  const step = unit.store.steps.find(run.seq, job.step_id);
  const isInvoke = step?.operation === 'InvokeFunction';
  const result = isInvoke ? { error: JSON.stringify(INVOKE_TIMEOUT) } : { output: 'null' };
  finishStep(unit, run, job.step_id, result, 0);
}
