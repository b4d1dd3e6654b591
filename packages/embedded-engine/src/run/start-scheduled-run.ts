import { createHash } from 'node:crypto';

import type { CronTrigger, RegisteredFunction } from '../registration/registered-function.ts';
import { admitAlone } from './admit-event.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** A run with jitter begins at least this much after its time. */
const SHORTEST_JITTER_MS = 1_000;

/**
 * Starts the run of a function that a cron expression names a time for, once: a second request for the same function
 * and time, also after a crash, or by another expression, starts none.
 *
 * @param scheduledAt - in milliseconds since 1970.
 */
export function startScheduledRun(
  unit: UnitOfWork,
  definition: RegisteredFunction,
  { schedule, jitterMs }: CronTrigger,
  scheduledAt: number,
): void {
  const time = isoSeconds(scheduledAt);
  const id = `${definition.id}@${time}`;
  const startAt = scheduledAt + delayOf(id, jitterMs);
  const event = {
    id,
    name: 'inngest/scheduled.timer',
    ts: startAt,
    data: { cron: schedule.expression, scheduledAt: time, fireAt: isoSeconds(startAt) },
  };
  const eventSeq = unit.store.events.insert(event, unit.now);
  if (eventSeq !== undefined) admitAlone(unit, definition, { event, eventSeq, startAt });
}

/** The same for every run of the same function and time, and spread evenly over them. */
function delayOf(id: string, jitterMs: number): number {
  if (jitterMs === 0) return 0;
  const share = createHash('sha256').update(id).digest().readUInt32BE(0) / 2 ** 32;
  return Math.floor(SHORTEST_JITTER_MS + share * (jitterMs - SHORTEST_JITTER_MS));
}

function isoSeconds(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
}
