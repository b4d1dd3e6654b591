import { parseExpression } from '../expressions/parse.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { parseTime } from '../protocol/duration.ts';
import type { Operation } from '../protocol/operation.ts';
import { toStepRequest } from '../protocol/step-request.ts';
import type { RunRow } from '../store/run-table.ts';
import { addWait } from './add-wait.ts';
import { admitEvent } from './admit-event.ts';
import { failRun } from './finish-run.ts';
import { finishStep } from './finish-step.ts';
import { newId } from './new-id.ts';
import { failTooManySteps } from './take-result.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** How long a wait lasts that has no timeout. */
const LONGEST_WAIT_MS = 365 * 86_400_000;

type BeginRequest = (unit: UnitOfWork, run: RunRow, operation: Operation) => void;

/** What a function can ask for, by the SDK's word for it. */
export const REQUESTS: ReadonlyMap<string, BeginRequest> = new Map<string, BeginRequest>([
  ['StepPlanned', planStep],
  ['Sleep', beginSleep],
  ['InvokeFunction', invokeFunction],
  ['WaitForEvent', beginWait],
  ['WaitForSignal', awaitSignal],
  ['Gateway', sendRequest],
  ['AIGateway', sendRequest],
]);

/** Whether an operation asks for something, rather than report it. */
export function isRequest({ op }: Operation): boolean {
  return REQUESTS.has(op);
}

/**
 * Notes a step that a function asks for. Returns whether it is to be begun, which is so once: asking again for a step
 * that is known, and under way or finished, changes nothing.
 */
export function noteRequest(unit: UnitOfWork, run: RunRow, operation: Operation, grouped: boolean): boolean {
  const { id, op, displayName: name } = operation;
  const status = op === 'StepPlanned' ? 'planned' : 'waiting';
  const step = { runSeq: run.seq, id, name, operation: op, status, grouped } as const;
  if (!unit.store.steps.insert(step, unit.now)) return isToBeRetried(unit, run, operation);
  unit.notices.push({ type: 'step:found', ...unit.about(run), stepId: id, stepName: name, operation: op });
  if (unit.store.steps.count(run.seq) > unit.limits.maxSteps) failTooManySteps(unit, run);
  return true;
}

/** Begins what a function asks for. */
export function beginRequest(unit: UnitOfWork, run: RunRow, operation: Operation): void {
  REQUESTS.get(operation.op)?.(unit, run, operation);
}

/** A step that failed while its function continued from step to step is known, but has no job yet. */
function isToBeRetried(unit: UnitOfWork, run: RunRow, { id, op }: Operation): boolean {
  return op === 'StepPlanned' && unit.store.steps.find(run.seq, id)?.status === 'retrying';
}

function planStep(unit: UnitOfWork, run: RunRow, { id }: Operation): void {
  const attempt = unit.store.steps.find(run.seq, id)?.attempts ?? 0;
  const job = unit.store.jobs.insert(run.seq, 'step', id, 0, attempt);
  if (job !== undefined) unit.queue(job, run);
}

function beginSleep(unit: UnitOfWork, run: RunRow, operation: Operation): void {
  // The specification names `opts.duration`; the SDK puts it in the operation's name.
  const text = String(operation.options['duration'] ?? operation.name);
  const until = parseTime(text, unit.now);
  if (until === undefined) failUnreadable(unit, run, operation, text);
  else if (until <= unit.now) finishStep(unit, run, operation.id, { output: 'null' }, 0);
  else putOff(unit, run, 'wake', operation.id, until);
}

function invokeFunction(unit: UnitOfWork, run: RunRow, operation: Operation): void {
  const { function_id: functionId, payload, timeout } = operation.options;
  const definition = unit.functions.get(String(functionId));
  if (definition === undefined) {
    const error = { name: 'Error', message: `could not find function with ID: ${String(functionId)}` };
    finishStep(unit, run, operation.id, { error: JSON.stringify(error) }, 0);
    return;
  }
  const expiresAt = readTimeout(unit, run, operation, timeout);
  if (expiresAt === undefined) return;
  const event = {
    ...withoutUndefined(payload),
    id: newId(unit.now),
    name: 'inngest/function.invoked',
    ts: unit.now,
    data: invocationData(run, operation, payload, expiresAt),
  };
  const eventSeq = unit.store.events.insertNew(event, unit.now);
  putOff(unit, run, 'expire', operation.id, expiresAt);
  admitEvent(unit, definition, { event, eventSeq, invoker: { runSeq: run.seq, stepId: operation.id } });
}

/** The data of an invocation's event: the caller's own, and where it comes from. */
function invocationData(
  run: RunRow,
  { id, displayName, options }: Operation,
  payload: unknown,
  expiresAt: number,
): JsonObject {
  const data = isJsonObject(payload) && isJsonObject(payload['data']) ? payload['data'] : {};
  const origin = {
    fn_id: String(options['function_id']),
    correlation_id: `${run.id}.${id}`,
    source_fn_id: run.function_id,
    name: displayName,
    expire: expiresAt,
  };
  return { ...data, _inngest: origin };
}

function beginWait(unit: UnitOfWork, run: RunRow, operation: Operation): void {
  const { if: text, timeout } = operation.options;
  const expiresAt = timeout === '' ? unit.now : readTimeout(unit, run, operation, timeout);
  if (expiresAt === undefined) return;
  const problem = typeof text === 'string' ? problemOf(text) : undefined;
  if (problem !== undefined) {
    const message =
      `The embedded engine cannot run the step "${operation.displayName}" of "${run.function_id}": ` +
      `its condition cannot be read, ${problem}: ${text}`;
    failRun(unit, run.seq, 'ExpressionUnsupportedError', message);
    return;
  }
  if (expiresAt <= unit.now) {
    finishStep(unit, run, operation.id, { output: 'null' }, 0);
    return;
  }
  const condition = typeof text === 'string' ? text : undefined;
  addWait(unit, run, { stepId: operation.id, eventName: operation.name, condition, expiresAt });
  putOff(unit, run, 'expire', operation.id, expiresAt);
}

function problemOf(condition: string): string | undefined {
  const parsed = parseExpression(condition);
  return 'problem' in parsed ? parsed.problem : undefined;
}

function awaitSignal(unit: UnitOfWork, run: RunRow, operation: Operation): void {
  const { signal, timeout, conflict } = operation.options;
  const expiresAt = readTimeout(unit, run, operation, timeout);
  if (expiresAt === undefined) return;
  const { waits } = unit.store;
  for (const other of waits.candidates('', '', String(signal))) {
    if (conflict !== 'replace' && other.expires_at > unit.now) {
      failRun(unit, run.seq, 'Error', 'Signal conflict; signal wait already exists for another run');
      return;
    }
    // The step that waited before ends with its time.
    waits.deleteOfStep(other.run_seq, other.step_id);
  }
  waits.insert({
    run_seq: run.seq,
    step_id: operation.id,
    event_name: '',
    first_path: '',
    first_value: String(signal),
    condition: '',
    expires_at: expiresAt,
  });
  putOff(unit, run, 'expire', operation.id, expiresAt);
}

function sendRequest(unit: UnitOfWork, run: RunRow, operation: Operation): void {
  unit.store.steps.keepRequest(run.seq, operation.id, JSON.stringify(toStepRequest(operation)));
  const job = unit.store.jobs.insert(run.seq, 'request', operation.id, 0);
  if (job !== undefined) unit.queue(job, run);
}

/** When a wait ends; `undefined` when that cannot be read, and the run has failed. */
function readTimeout(
  unit: UnitOfWork,
  run: RunRow,
  operation: Operation,
  timeout: unknown,
): number | undefined {
  if (timeout === undefined || timeout === null || timeout === '') return unit.now + LONGEST_WAIT_MS;
  const expiresAt = parseTime(String(timeout), unit.now);
  if (expiresAt === undefined) failUnreadable(unit, run, operation, String(timeout));
  return expiresAt;
}

function failUnreadable(unit: UnitOfWork, run: RunRow, { displayName }: Operation, text: string): void {
  const message = `The time "${text}" of step "${displayName}" cannot be read.`;
  failRun(unit, run.seq, 'TimeUnreadableError', message);
}

function putOff(unit: UnitOfWork, run: RunRow, kind: 'wake' | 'expire', stepId: string, dueAt: number): void {
  unit.store.jobs.insert(run.seq, kind, stepId, Math.max(dueAt, unit.now + 1));
  unit.putOff(dueAt);
}

function withoutUndefined(payload: unknown): JsonObject {
  if (!isJsonObject(payload)) return {};
  return Object.fromEntries(
    Object.entries(payload).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
