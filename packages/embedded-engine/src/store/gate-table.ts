import type { DatabaseSync } from 'node:sqlite';

import { prepare } from './sqlite.ts';

/**
 * What stands between events and the runs of a function, for each value of a key.
 *
 * - `rate`: drops events that come too often; `throttle`: has runs begin no more often.
 * - `debounce`, `batch`: holds events until a time, and then starts one run with the last of them, or with all.
 * - `singleton`: lets one run be unfinished.
 */
export type GateKind = 'rate' | 'throttle' | 'debounce' | 'batch' | 'singleton';

/** A gate as it is stored. */
export interface GateRow {
  readonly seq: number;
  readonly function_id: string;
  readonly kind: GateKind;
  readonly key: string;
  /**
   * A time, in milliseconds since 1970: when what is held is due; or up to when a rate is used up, had everything come as
   * evenly as it allows.
   */
  readonly at: number;
  /** When what is held is due at the latest, in milliseconds since 1970; `null` when it can be put off for ever. */
  readonly ends_at: number | null;
  /** The run that a singleton has. */
  readonly run_seq: number | null;
}

/** What a gate is known by. */
export type GateName = Pick<GateRow, 'function_id' | 'kind' | 'key'>;

/** An event that a gate holds. */
export interface HeldEvent {
  readonly event_seq: number;
  readonly parent_run_seq: number | null;
  readonly parent_step_id: string | null;
}

/** The gates, and the events that they hold. */
export class GateTable {
  readonly #find;
  readonly #put;
  readonly #due;
  readonly #nextDue;
  readonly #ofKind;
  readonly #delete;
  readonly #deleteOfRun;
  readonly #deleteExpired;
  readonly #hold;
  readonly #held;
  readonly #countHeld;
  readonly #deleteHeld;

  constructor(database: DatabaseSync) {
    this.#find = prepare<[string, string, string], GateRow>(
      database,
      'SELECT * FROM gates WHERE function_id = ? AND kind = ? AND key = ?',
    );
    this.#put = prepare<[string, string, string, number, number | null, number | null], { seq: number }>(
      database,
      `INSERT INTO gates (function_id, kind, key, at, ends_at, run_seq) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (function_id, kind, key)
       DO UPDATE SET at = excluded.at, ends_at = excluded.ends_at, run_seq = excluded.run_seq RETURNING seq`,
    );
    this.#due = prepare<[number, number], GateRow>(
      database,
      `SELECT * FROM gates WHERE kind IN ('debounce', 'batch') AND at > ? AND at <= ? ORDER BY at, seq`,
    );
    this.#nextDue = prepare<[number, number], { at: number | null }>(
      database,
      `SELECT min(at) AS at FROM (SELECT min(at) AS at FROM gates WHERE kind = 'debounce' AND at > ?
         UNION ALL SELECT min(at) FROM gates WHERE kind = 'batch' AND at > ?)`,
    );
    this.#ofKind = prepare<[string], GateRow>(database, 'SELECT * FROM gates WHERE kind = ?');
    this.#delete = prepare<[number]>(database, 'DELETE FROM gates WHERE seq = ?');
    this.#deleteOfRun = prepare<[number]>(database, 'DELETE FROM gates WHERE run_seq = ?');
    this.#deleteExpired = prepare<[number, number]>(
      database,
      `DELETE FROM gates WHERE seq IN
         (SELECT seq FROM gates WHERE kind IN ('rate', 'throttle') AND at < ? LIMIT ?)`,
    );
    this.#hold = prepare<[number, number, number | null, string | null]>(
      database,
      'INSERT INTO held_events (gate_seq, event_seq, parent_run_seq, parent_step_id) VALUES (?, ?, ?, ?)',
    );
    this.#held = prepare<[number], HeldEvent>(
      database,
      'SELECT event_seq, parent_run_seq, parent_step_id FROM held_events WHERE gate_seq = ? ORDER BY seq',
    );
    this.#countHeld = prepare<[number], { count: number }>(
      database,
      'SELECT count(*) AS count FROM held_events WHERE gate_seq = ?',
    );
    this.#deleteHeld = prepare<[number]>(database, 'DELETE FROM held_events WHERE gate_seq = ?');
  }

  find({ function_id, kind, key }: GateName): GateRow | undefined {
    return this.#find.get(function_id, kind, key);
  }

  /** Stores a gate, in place of the one of its name if there is one, and returns its number. */
  put(gate: GateName & { at: number; ends_at?: number | null; run_seq?: number }): number {
    const { function_id, kind, key, at, ends_at = null, run_seq = null } = gate;
    return (this.#put.get(function_id, kind, key, at, ends_at, run_seq) as { seq: number }).seq;
  }

  /** The gates that hold events whose time lies after `after` and not after `until`. */
  dueBetween(after: number, until: number): GateRow[] {
    return this.#due.all(after, until);
  }

  /** The earliest time after `after` at which events that are held are due. */
  nextDue(after: number): number | undefined {
    return this.#nextDue.get(after, after)?.at ?? undefined;
  }

  ofKind(kind: GateKind): GateRow[] {
    return this.#ofKind.all(kind);
  }

  /** Removes a gate, with the events that it holds. */
  delete(seq: number): void {
    this.#deleteHeld.run(seq);
    this.#delete.run(seq);
  }

  /** Removes the gate of a run that is no longer the one of its singleton. */
  deleteOfRun(runSeq: number): void {
    this.#deleteOfRun.run(runSeq);
  }

  /** Removes at most `limit` rates that are not used at all any more; returns how many. */
  deleteUnused(now: number, limit: number): number {
    return Number(this.#deleteExpired.run(now, limit).changes);
  }

  /** Has a gate hold an event. */
  hold(gateSeq: number, { event_seq, parent_run_seq, parent_step_id }: HeldEvent): void {
    this.#hold.run(gateSeq, event_seq, parent_run_seq, parent_step_id);
  }

  /** The events that a gate holds, in the order in which they came. */
  held(gateSeq: number): HeldEvent[] {
    return this.#held.all(gateSeq);
  }

  countHeld(gateSeq: number): number {
    return this.#countHeld.get(gateSeq)?.count ?? 0;
  }

  /** Lets go of the events that a gate holds. */
  letGo(gateSeq: number): void {
    this.#deleteHeld.run(gateSeq);
  }
}
