import type { DatabaseSync } from 'node:sqlite';

import type { EventPayload } from '../event-payload.ts';
import { prepare } from './sqlite.ts';

/** The events the engine has taken in, each once. */
export class EventTable {
  readonly #insert;
  readonly #payload;
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
    this.#deleteUnused = prepare<[number, number]>(
      database,
      `DELETE FROM events WHERE seq IN (
         SELECT seq FROM events WHERE received_at < ?
         AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.event_seq = events.seq)
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

  /** Removes at most `limit` events received before the given time that no run refers to; returns how many. */
  deleteUnused(beforeMs: number, limit: number): number {
    return Number(this.#deleteUnused.run(beforeMs, limit).changes);
  }
}
