import { canBeMet, firstComparison } from '../expressions/event-condition.ts';
import type { RunRow } from '../store/run-table.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Something that waits for an event. */
export interface Wait {
  /** The step that waits; empty when the event cancels the run. */
  readonly stepId: string;
  readonly eventName: string;
  /** A condition that can be read, as text. */
  readonly condition: string | undefined;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Stores a wait of a run, unless no event can end it: then only its time does. */
export function addWait(unit: UnitOfWork, run: RunRow, wait: Wait): void {
  const condition = wait.condition === undefined ? undefined : unit.conditions.read(wait.condition);
  const event = unit.store.events.payload(run.event_seq);
  if (condition !== undefined && !canBeMet(condition, event)) return;
  const first = condition === undefined ? undefined : firstComparison(condition, event);
  unit.store.waits.insert({
    run_seq: run.seq,
    step_id: wait.stepId,
    event_name: wait.eventName,
    first_path: first?.path ?? '',
    first_value: first?.value ?? '',
    condition: wait.condition ?? '',
    expires_at: wait.expiresAt,
  });
}
