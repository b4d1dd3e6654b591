import type { EventCondition } from '../expressions/event-condition.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Something that waits for an event. */
export interface Wait {
  readonly runSeq: number;
  /** The step that waits; empty when the event cancels the run. */
  readonly stepId: string;
  readonly eventName: string;
  readonly condition: EventCondition;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Stores a wait under its first comparison. */
export function addWait(unit: UnitOfWork, wait: Wait): void {
  const [first] = wait.condition;
  unit.store.waits.insert({
    run_seq: wait.runSeq,
    step_id: wait.stepId,
    event_name: wait.eventName,
    first_path: first?.path ?? '',
    first_value: first?.value ?? '',
    condition: JSON.stringify(wait.condition),
    expires_at: wait.expiresAt,
  });
}
