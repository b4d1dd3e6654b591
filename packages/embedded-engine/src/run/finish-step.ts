import { toSerializedError } from '../protocol/serialized-error.ts';
import type { RunRow } from '../store/run-table.ts';
import type { StepResult, StepRow } from '../store/step-table.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Asks for the function to be called, to see what it does with the steps finished so far. */
export function requestDiscovery(unit: UnitOfWork, run: RunRow): void {
  const job = unit.store.jobs.insertDiscovery(run.seq, unit.now);
  if (job === undefined) unit.outdatedRuns.add(run.seq);
  else unit.queue(job, run);
}

/**
 * Gives a step its result and removes what was still to be done for it. A step that has a result keeps it: then
 * nothing happens and `undefined` is returned.
 */
export function recordResult(
  unit: UnitOfWork,
  run: RunRow,
  stepId: string,
  result: StepResult,
  attempts: 0 | 1,
): StepRow | undefined {
  const { store } = unit;
  const step = store.steps.finish(run.seq, stepId, result, unit.now, attempts);
  if (step === undefined) return undefined;
  store.jobs.deleteOfStep(run.seq, stepId);
  store.waits.deleteOfStep(run.seq, stepId);
  const facts = { ...unit.about(run), stepId, stepName: step.name };
  unit.notices.push(
    'error' in result
      ? { type: 'step:failed', ...facts, error: toSerializedError(JSON.parse(result.error)) }
      : { type: 'step:succeeded', ...facts },
  );
  return step;
}

/**
 * Gives a step its result, and has the function called; when the step was found together with others, none of them
 * in race mode, only once no step is under way any more.
 */
export function finishStep(
  unit: UnitOfWork,
  run: RunRow,
  stepId: string,
  result: StepResult,
  attempts: 0 | 1,
): void {
  const step = recordResult(unit, run, stepId, result, attempts);
  if (step === undefined) return;
  if (step.grouped === 1 && unit.store.steps.hasPending(run.seq)) return;
  requestDiscovery(unit, run);
}
