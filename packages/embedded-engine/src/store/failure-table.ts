import type { DatabaseSync } from 'node:sqlite';

import { prepare } from './sqlite.ts';

/** One attempt that failed. */
export interface FailureRow {
  /** The step; empty when the function failed outside any step. */
  readonly step_id: string;
  /** From 0. */
  readonly attempt: number;
  /** JSON text. */
  readonly error: string;
  readonly failed_at: number;
  /** When the next attempt is due; `null` when there is none. */
  readonly retry_at: number | null;
}

/** The attempts that failed, for inspecting a run. */
export class FailureTable {
  readonly #insert;
  readonly #ofRun;

  constructor(database: DatabaseSync) {
    this.#insert = prepare<[number, string, number, string, number, number | null]>(
      database,
      `INSERT INTO failures (run_seq, step_id, attempt, error, failed_at, retry_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#ofRun = prepare<[number], FailureRow>(
      database,
      'SELECT * FROM failures WHERE run_seq = ? ORDER BY rowid',
    );
  }

  insert(runSeq: number, failure: FailureRow): void {
    const { step_id, attempt, error, failed_at, retry_at } = failure;
    this.#insert.run(runSeq, step_id, attempt, error, failed_at, retry_at);
  }

  /** The failures of a run, oldest first. */
  ofRun(runSeq: number): FailureRow[] {
    return this.#ofRun.all(runSeq);
  }
}
