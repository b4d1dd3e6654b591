import { type Json, toJsonText } from '../json.ts';
import { type SerializedError, toSerializedError } from '../protocol/serialized-error.ts';
import type { RunRow } from '../store/run-table.ts';
import { finishStep } from './finish-step.ts';
import { newId } from './new-id.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** How a run ends. */
export type RunEnding =
  | { readonly status: 'completed'; readonly output: Json }
  | { readonly status: 'failed' | 'cancelled'; readonly error: SerializedError };

/**
 * Ends a run, once: removes what was still to be done for it, gives its result to the step that invoked it, and
 * notifies listeners. Returns `false` when it had ended before.
 */
export function finishRun(unit: UnitOfWork, runSeq: number, ending: RunEnding): boolean {
  const { store } = unit;
  const run = store.runs.finish(runSeq, {
    status: ending.status,
    output: ending.status === 'completed' ? toJsonText(ending.output) : null,
    error: ending.status === 'completed' ? null : JSON.stringify(ending.error),
    endedAt: unit.now,
  });
  if (run === undefined) return false;
  store.jobs.deleteOfRun(runSeq);
  store.waits.deleteOfRun(runSeq);
  if (unit.functions.get(run.function_id)?.singleton !== undefined) store.gates.deleteOfRun(runSeq);
  unit.notices.push(
    ending.status === 'completed'
      ? { type: 'run:completed', ...unit.about(run), output: ending.output }
      : { type: `run:${ending.status}`, ...unit.about(run), error: ending.error },
  );
  answerParent(unit, run);
  emitEnding(unit, run, ending);
  return true;
}

/** Cancels a run, once. A call that is under way continues, and its answer is thrown away. */
export function cancelRun(unit: UnitOfWork, runSeq: number, reason: string): boolean {
  return finishRun(unit, runSeq, {
    status: 'cancelled',
    error: { name: 'RunCancelledError', message: reason },
  });
}

/** Ends a run as failed, for a reason that lies not in an attempt but in what the run asks for. */
export function failRun(unit: UnitOfWork, runSeq: number, name: string, message: string): void {
  finishRun(unit, runSeq, { status: 'failed', error: { name, message } });
}

function answerParent(unit: UnitOfWork, run: RunRow): void {
  if (run.parent_run_seq === null || run.parent_step_id === null) return;
  const parent = unit.store.runs.peek(run.parent_run_seq);
  if (parent?.status !== 'running') return;
  const result = run.error === null ? { output: run.output ?? 'null' } : { error: run.error };
  finishStep(unit, parent, run.parent_step_id, result, 1);
}

const ENDING_EVENTS = {
  completed: ['inngest/function.finished'],
  failed: ['inngest/function.finished', 'inngest/function.failed'],
  cancelled: ['inngest/function.finished', 'inngest/function.cancelled'],
} as const;

/** Sends the events that Inngest sends when a run ends; `onFailure` is a function that listens to one of them. */
function emitEnding(unit: UnitOfWork, run: RunRow, ending: RunEnding): void {
  const names = ENDING_EVENTS[ending.status].filter(name => isAwaited(unit, name));
  if (names.length === 0) return;
  const events = unit.store.events.ofRun(run);
  const [event] = events;
  // A handler of endings that ends must not handle itself.
  if (event.name === 'inngest/function.finished' || event.name === 'inngest/function.failed') return;
  const result =
    ending.status === 'completed'
      ? { result: ending.output }
      : { error: toSerializedError(ending.error) as Json };
  for (const name of names) {
    unit.emitted.push({
      id: name === 'inngest/function.finished' ? newId(unit.now) : run.id,
      name,
      ts: unit.now,
      data: { function_id: run.function_id, run_id: run.id, event, events: [...events], ...result },
    });
  }
}

function isAwaited(unit: UnitOfWork, eventName: string): boolean {
  return unit.functions.hasTrigger(eventName) || unit.store.waits.firstPaths(eventName).length > 0;
}
