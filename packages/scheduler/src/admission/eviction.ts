import { policy } from '../policy.ts';

/** A running task, as far as eviction is concerned. */
export interface Evictable {
  /** When its present start was, in the clock's milliseconds. */
  readonly startedAtMs: number;
  /** How often it was evicted before. */
  readonly evictions: number;
  /** Whether it is being stopped already. */
  readonly stopping: boolean;
}

/**
 * Chooses which running task is stopped to make room: the youngest, never the last one running, never
 * one that was evicted before, and none within {@link policy.evictionCooldownMs} of the last. Pure.
 *
 * @returns the task, or `null` when none may be stopped
 */
export function chooseEviction<E extends Evictable>(
  running: Iterable<E>,
  nowMs: number,
  lastEvictionAtMs: number,
): E | null {
  if (nowMs - lastEvictionAtMs < policy.evictionCooldownMs) return null;
  let staying = 0;
  let youngest: E | null = null;
  for (const task of running) {
    if (task.stopping) continue;
    staying += 1;
    if (task.evictions === 0 && (youngest === null || task.startedAtMs >= youngest.startedAtMs)) {
      youngest = task;
    }
  }
  return staying >= 2 ? youngest : null;
}
