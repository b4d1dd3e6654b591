import { toJsonText } from '../json.ts';
import type { Operation } from '../protocol/operation.ts';
import { toSerializedError } from '../protocol/serialized-error.ts';
import type { RunRow } from '../store/run-table.ts';
import type { StepResult } from '../store/step-table.ts';
import { failRun } from './finish-run.ts';
import { finishStep, recordResult, requestDiscovery } from './finish-step.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Takes the result of a step that ran, or the wish to be called again. */
export function takeResult(unit: UnitOfWork, run: RunRow, operation: Operation): void {
  if (operation.op === 'DiscoveryRequest') {
    requestDiscovery(unit, run);
    return;
  }
  const result = readResult(operation);
  if (makeRoom(unit, run, operation, result)) finishStep(unit, run, operation.id, result, 1);
}

/**
 * Takes the results of steps that a function reports while it runs. Returns `false` when the run ended over
 * them.
 */
export function takeProgress(unit: UnitOfWork, run: RunRow, operations: readonly Operation[]): boolean {
  return operations.every(operation => {
    const result = readResult(operation);
    if (!makeRoom(unit, run, operation, result)) return false;
    recordResult(unit, run, operation.id, result, 1);
    return true;
  });
}

function readResult({ op, data, error }: Operation): StepResult {
  return op === 'StepRun' ? { output: toJsonText(data) } : { error: toJsonText(toSerializedError(error)) };
}

/** Makes sure that the step is known and that its result fits; if not, the run fails. */
function makeRoom(unit: UnitOfWork, run: RunRow, operation: Operation, result: StepResult): boolean {
  const text = 'output' in result ? result.output : result.error;
  const { displayName: name, id, op } = operation;
  const { maxOutputLength, maxSteps } = unit.limits;
  if (text.length > maxOutputLength) {
    const message = `The result of step "${name}" is longer than ${maxOutputLength} characters of JSON.`;
    failRun(unit, run.seq, 'StepOutputTooLargeError', message);
    return false;
  }
  const step = { runSeq: run.seq, id, name, operation: op, status: 'planned', grouped: false } as const;
  const isNew = unit.store.steps.insert(step, unit.now);
  if (isNew && unit.store.steps.count(run.seq) > maxSteps) {
    failTooManySteps(unit, run);
    return false;
  }
  return true;
}

/** Ends a run that has more steps than a run may have. */
export function failTooManySteps(unit: UnitOfWork, run: RunRow): void {
  const message = `The run has more than ${unit.limits.maxSteps} steps.`;
  failRun(unit, run.seq, 'TooManyStepsError', message);
}
