import type { EventPayload } from '../event-payload.ts';
import { comparableAt, type EventCondition, meets } from '../expressions/event-condition.ts';
import type { WaitRow } from '../store/wait-table.ts';
import { cancelRun } from './finish-run.ts';
import { finishStep } from './finish-step.ts';
import { startRun } from './start-run.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/**
 * Takes an event in, once: ends what waits for it, and starts the functions it triggers. An event whose id was
 * seen before does nothing.
 */
export function takeEvent(unit: UnitOfWork, event: EventPayload): void {
  const eventSeq = unit.store.events.insert(event, unit.now);
  if (eventSeq === undefined) return;
  // Before any run is started, so that an event cannot cancel a run that it starts itself.
  for (const wait of waitsFor(unit, event)) endWait(unit, wait, event);
  for (const definition of unit.functions.startedBy(event)) {
    startRun(unit, definition, { event, eventSeq });
  }
}

function waitsFor(unit: UnitOfWork, event: EventPayload): WaitRow[] {
  const { waits } = unit.store;
  return waits.firstPaths(event.name).flatMap(path => {
    const value = path === '' ? '' : comparableAt(event, path);
    return waits
      .candidates(event.name, path, value)
      .filter(wait => wait.expires_at > unit.now && isMet(wait, event));
  });
}

function isMet(wait: WaitRow, event: EventPayload): boolean {
  return meets(JSON.parse(wait.condition) as EventCondition, event);
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
