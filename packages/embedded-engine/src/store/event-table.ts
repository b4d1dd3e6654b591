import type { DatabaseSync } from 'node:sqlite';

import type { EventPayload } from '../event-payload.ts';
import type { RunRow } from './run-table.ts';
import { prepare } from './sqlite.ts';

/** The events the engine has taken in, each once. */
export class EventTable {
  readonly #insert;
  readonly #payload;
  readonly #ofRun;
  readonly #deleteUnused;

  constructor(database: DatabaseSync) {
    this.#insert = prepare<[string, string, string, number], { seq: number }>(
      database,
      `INSERT INTO events (id, name, payload, received_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING RETURNING seq`,
    );
    this.#payload = prepare<[number], { payload: string }>(
      database,
      'SELECT payload FROM events WHERE seq = ?',
    );
    this.#ofRun = prepare<[number], { payload: string }>(
      database,
      `SELECT payload FROM run_events JOIN events ON events.seq = run_events.event_seq
       WHERE run_seq = ? ORDER BY position`,
    );
    this.#deleteUnused = prepare<[number, number]>(
      database,
      `DELETE FROM events WHERE seq IN (
         SELECT seq FROM events WHERE received_at < ?
         AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.event_seq = events.seq)
         AND NOT EXISTS (SELECT 1 FROM run_events WHERE run_events.event_seq = events.seq)
         AND NOT EXISTS (SELECT 1 FROM held_events WHERE held_events.event_seq = events.seq)
         ORDER BY received_at LIMIT ?)`,
    );
  }

  /** Stores an event and returns its number; `undefined` when one of its id exists already. */
  insert(event: EventPayload, receivedAt: number): number | undefined {
    return this.#insert.get(event.id, event.name, JSON.stringify(event), receivedAt)?.seq;
  }

  /** Stores an event whose id is new, as the engine's own are, and returns its number. */
  insertNew(event: EventPayload, receivedAt: number): number {
    const seq = this.insert(event, receivedAt);
    if (seq === undefined) throw new Error(`The new event ${event.id} exists already.`);
    return seq;
  }

  /** The event of this number. Every run keeps its event, so it exists. */
  payload(seq: number): EventPayload {
    const row = this.#payload.get(seq);
    if (row === undefined) throw new Error(`Event ${seq} is missing from the store.`);
    return JSON.parse(row.payload) as EventPayload;
  }

  /** The events of a run, of which it keeps the number of the first. */
  ofRun(run: Pick<RunRow, 'seq' | 'event_seq' | 'event_count'>): readonly [EventPayload, ...EventPayload[]] {
    const first = this.payload(run.event_seq);
    if (run.event_count === 1) return [first];
    return [first, ...this.#ofRun.all(run.seq).map(({ payload }) => JSON.parse(payload) as EventPayload)];
  }

  /** Removes at most `limit` events received before the given time that no run refers to; returns how many. */
  deleteUnused(beforeMs: number, limit: number): number {
    return Number(this.#deleteUnused.run(beforeMs, limit).changes);
  }
}
