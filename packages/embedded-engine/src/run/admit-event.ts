import { evaluate, holds } from '../expressions/evaluate.ts';
import type { Expression } from '../expressions/expression.ts';
import { comparable, Failure } from '../expressions/value.ts';
import type { JsonObject } from '../json.ts';
import { nextTime, useRate } from '../registration/rate.ts';
import type { Batch, Debounce, RegisteredFunction } from '../registration/registered-function.ts';
import type { GateKind, GateName, GateRow, HeldEvent } from '../store/gate-table.ts';
import { cancelRun } from './finish-run.ts';
import { finishStep } from './finish-step.ts';
import { type Invoker, type RunCause, startRun } from './start-run.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Has an event start a run of a function, or join what the function waits for; it may also be dropped. */
export function admitEvent(unit: UnitOfWork, definition: RegisteredFunction, cause: RunCause): void {
  const { batch } = definition;
  const isBatched =
    batch !== undefined && (batch.condition === undefined || holds(batch.condition, { event: cause.event }));
  if (isBatched) addToBatch(unit, definition, batch, cause);
  else admitAlone(unit, definition, cause);
}

/** Has an event start a run of a function that is not to be batched, or join what the function waits for. */
export function admitAlone(unit: UnitOfWork, definition: RegisteredFunction, cause: RunCause): void {
  if (!isWithinRate(unit, definition, cause)) {
    refuseInvoker(unit, cause);
    return;
  }
  if (definition.debounce === undefined) startUnlessRunning(unit, definition, cause);
  else putOff(unit, definition, definition.debounce, cause);
}

/** Starts a run with the events that a gate held until its time. Those of a function that is gone are kept. */
export function openGate(unit: UnitOfWork, { seq, function_id }: GateRow): void {
  const definition = unit.functions.get(function_id);
  if (definition === undefined) return;
  const held = unit.store.gates.held(seq);
  unit.store.gates.delete(seq);
  const [first, ...others] = held;
  if (first === undefined) return;
  const event = unit.store.events.payload(first.event_seq);
  const cause = {
    event,
    eventSeq: first.event_seq,
    furtherEventSeqs: others.map(({ event_seq }) => event_seq),
    invoker: invokerOf(first),
  };
  startUnlessRunning(unit, definition, cause);
}

function isWithinRate(unit: UnitOfWork, { id, rateLimit }: RegisteredFunction, { event }: RunCause): boolean {
  if (rateLimit === undefined) return true;
  const value = rateLimit.key === undefined ? '' : evaluate(rateLimit.key, { event });
  // To Inngest, a key that is false or missing means that there is no limit, and one that fails drops the event.
  if (value === false) return true;
  if (value instanceof Failure) return false;
  const name = gateName(id, 'rate', comparable(value));
  const usedUntil = unit.store.gates.find(name)?.at;
  if (nextTime(rateLimit, usedUntil) > unit.now) return false;
  unit.store.gates.put({ ...name, at: useRate(rateLimit, usedUntil, unit.now) });
  return true;
}

function refuseInvoker(unit: UnitOfWork, { invoker }: RunCause): void {
  const run = invoker === undefined ? undefined : unit.store.runs.peek(invoker.runSeq);
  if (invoker === undefined || run?.status !== 'running') return;
  const error = { name: 'Error', message: 'invoked function is rate limited' };
  finishStep(unit, run, invoker.stepId, { error: JSON.stringify(error) }, 0);
}

/** Holds the event in place of the one before it, unless that one is younger. */
function putOff(unit: UnitOfWork, { id }: RegisteredFunction, debounce: Debounce, cause: RunCause): void {
  const { gates, events } = unit.store;
  const name = gateName(id, 'debounce', keyOf(debounce.key, cause.event));
  const gate = gates.find(name);
  const endsAt = gate === undefined ? lastMoment(unit, debounce) : gate.ends_at;
  if (gate !== undefined) {
    const [before] = gates.held(gate.seq);
    if (before !== undefined && events.payload(before.event_seq).ts > cause.event.ts) return;
    gates.letGo(gate.seq);
  }
  const at = Math.min(unit.now + debounce.periodMs, endsAt ?? Number.POSITIVE_INFINITY);
  hold(unit, gates.put({ ...name, at, ends_at: endsAt }), cause);
  unit.putOff(at);
}

function lastMoment(unit: UnitOfWork, { timeoutMs }: Debounce): number | null {
  return timeoutMs === undefined ? null : unit.now + timeoutMs;
}

function addToBatch(unit: UnitOfWork, { id }: RegisteredFunction, batch: Batch, cause: RunCause): void {
  const { gates } = unit.store;
  const name = gateName(id, 'batch', keyOf(batch.key, cause.event));
  const known = gates.find(name);
  const at = known?.at ?? unit.now + batch.timeoutMs;
  const seq = known?.seq ?? gates.put({ ...name, at });
  hold(unit, seq, cause);
  if (gates.countHeld(seq) >= batch.maxSize) openGate(unit, gates.find(name) as GateRow);
  else unit.putOff(at);
}

function startUnlessRunning(unit: UnitOfWork, definition: RegisteredFunction, cause: RunCause): void {
  const { singleton } = definition;
  const value = singleton?.key === undefined ? '' : evaluate(singleton.key, { event: cause.event });
  // As for a rate: where the key is false, missing or fails, there is no singleton.
  if (singleton === undefined || value === false || value instanceof Failure) {
    startRun(unit, definition, cause);
    return;
  }
  const name = gateName(definition.id, 'singleton', comparable(value));
  const runSeq = unit.store.gates.find(name)?.run_seq ?? undefined;
  const other = runSeq === undefined ? undefined : unit.store.runs.peek(runSeq);
  if (other !== undefined && other.ended_at === null) {
    if (singleton.mode === 'skip') return;
    cancelRun(unit, other.seq, 'Another run of the singleton took its place.');
  }
  const run = startRun(unit, definition, cause);
  unit.store.gates.put({ ...name, at: unit.now, run_seq: run.seq });
}

function gateName(functionId: string, kind: GateKind, key: string): GateName {
  return { function_id: functionId, kind, key };
}

/** The value of a key, as text; a key that fails has one value for all. */
function keyOf(key: Expression | undefined, event: JsonObject): string {
  const value = key === undefined ? '' : evaluate(key, { event });
  return value instanceof Failure ? '<invalid>' : comparable(value);
}

function hold(unit: UnitOfWork, gateSeq: number, { eventSeq, invoker }: RunCause): void {
  const parent = { parent_run_seq: invoker?.runSeq ?? null, parent_step_id: invoker?.stepId ?? null };
  unit.store.gates.hold(gateSeq, { event_seq: eventSeq, ...parent });
}

function invokerOf({ parent_run_seq, parent_step_id }: HeldEvent): Invoker | undefined {
  if (parent_run_seq === null || parent_step_id === null) return undefined;
  return { runSeq: parent_run_seq, stepId: parent_step_id };
}
