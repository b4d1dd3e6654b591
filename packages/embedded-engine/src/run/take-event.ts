import type { EventPayload } from '../event-payload.ts';
import { holds } from '../expressions/evaluate.ts';
import { comparableAt } from '../expressions/event-condition.ts';
import { mentions } from '../expressions/expression.ts';
import type { Json } from '../json.ts';
import type { WaitRow } from '../store/wait-table.ts';
import { admitEvent } from './admit-event.ts';
import { cancelRun } from './finish-run.ts';
import { finishStep } from './finish-step.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/**
 * Takes an event in, once: ends what waits for it, and has it start the functions it triggers. An event whose id was
 * seen before does nothing.
 */
export function takeEvent(unit: UnitOfWork, event: EventPayload): void {
  const eventSeq = unit.store.events.insert(event, unit.now);
  if (eventSeq === undefined) return;
  // Before any run is started, so that an event cannot cancel a run that it starts itself.
  for (const wait of waitsFor(unit, event)) endWait(unit, wait, event);
  for (const definition of unit.functions.startedBy(event)) {
    admitEvent(unit, definition, { event, eventSeq });
  }
}

/** Gives a signal to the step that waits for it. Returns the id of its run; `undefined` when none does. */
export function takeSignal(unit: UnitOfWork, signal: string, data: Json): string | undefined {
  const wait = unit.store.waits.candidates('', '', signal).find(({ expires_at }) => expires_at > unit.now);
  if (wait === undefined) return undefined;
  const run = unit.store.runs.get(wait.run_seq);
  finishStep(unit, run, wait.step_id, { output: JSON.stringify({ signal, data }) }, 0);
  return run.id;
}

function waitsFor(unit: UnitOfWork, event: EventPayload): WaitRow[] {
  const { waits } = unit.store;
  return waits.firstPaths(event.name).flatMap(path => {
    const value = path === '' ? '' : comparableAt(event, path);
    return waits
      .candidates(event.name, path, value)
      .filter(wait => wait.expires_at > unit.now && isMet(unit, wait, event));
  });
}

function isMet(unit: UnitOfWork, wait: WaitRow, event: EventPayload): boolean {
  if (wait.condition === '') return true;
  const condition = unit.conditions.read(wait.condition);
  const own = mentions(condition, 'event') ? ownEvent(unit, wait) : {};
  return holds(condition, { event: own, async: event });
}

function ownEvent({ store }: UnitOfWork, { run_seq }: WaitRow): EventPayload {
  return store.events.payload(store.runs.get(run_seq).event_seq);
}

function endWait(unit: UnitOfWork, wait: WaitRow, event: EventPayload): void {
  if (wait.step_id === '') {
    cancelRun(unit, wait.run_seq, `The event "${event.name}" (${event.id}) cancelled the run.`);
    return;
  }
  const run = unit.store.runs.get(wait.run_seq);
  // An event that cancels a run may have been what one of its steps waited for too.
  if (run.status !== 'running') return;
  finishStep(unit, run, wait.step_id, { output: JSON.stringify(event) }, 0);
}
