import type { DatabaseSync } from 'node:sqlite';

import { prepare } from './sqlite.ts';

/** Something that waits for an event or a signal. An empty `step_id` means that the event cancels the run. */
export interface WaitRow {
  readonly run_seq: number;
  readonly step_id: string;
  /** Empty when a signal is waited for, whose name is in `first_value`. */
  readonly event_name: string;
  /** JSON text of the first path the event is compared at; empty when any event of the name will do. */
  readonly first_path: string;
  /** JSON text of the value it must have there. */
  readonly first_value: string;
  /** The whole condition, as it was written; empty when there is none. */
  readonly condition: string;
  /** In milliseconds since 1970. */
  readonly expires_at: number;
}

/** The waits for events. The first comparison is indexed, so that an event meets only the waits it may end. */
export class WaitTable {
  readonly #insert;
  readonly #paths;
  readonly #candidates;
  readonly #deleteByStep;
  readonly #deleteOfRun;

  constructor(database: DatabaseSync) {
    this.#insert = prepare<[number, string, string, string, string, string, number]>(
      database,
      'INSERT INTO waits VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#paths = prepare<[string], { first_path: string }>(
      database,
      'SELECT DISTINCT first_path FROM waits WHERE event_name = ?',
    );
    this.#candidates = prepare<[string, string, string], WaitRow>(
      database,
      `SELECT * FROM waits WHERE event_name = ? AND first_path = ? AND first_value = ? ORDER BY rowid`,
    );
    this.#deleteByStep = prepare<[number, string]>(
      database,
      'DELETE FROM waits WHERE run_seq = ? AND step_id = ?',
    );
    this.#deleteOfRun = prepare<[number]>(database, 'DELETE FROM waits WHERE run_seq = ?');
  }

  insert(wait: WaitRow): void {
    this.#insert.run(
      wait.run_seq,
      wait.step_id,
      wait.event_name,
      wait.first_path,
      wait.first_value,
      wait.condition,
      wait.expires_at,
    );
  }

  /** The different first paths of the waits for events of this name. */
  firstPaths(eventName: string): string[] {
    return this.#paths.all(eventName).map(row => row.first_path);
  }

  /** The waits for events of this name whose first comparison holds. */
  candidates(eventName: string, firstPath: string, firstValue: string): WaitRow[] {
    return this.#candidates.all(eventName, firstPath, firstValue);
  }

  /** Removes the waits of one step. */
  deleteOfStep(runSeq: number, stepId: string): void {
    this.#deleteByStep.run(runSeq, stepId);
  }

  /** Removes every wait of a run. */
  deleteOfRun(runSeq: number): void {
    this.#deleteOfRun.run(runSeq);
  }
}
