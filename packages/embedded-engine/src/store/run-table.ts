import type { DatabaseSync } from 'node:sqlite';

import { prepare } from './sqlite.ts';

/** Where a run is in its life; the last three never change again. */
export type RunStatus = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';

/** A run as it is stored. */
export interface RunRow {
  readonly seq: number;
  readonly id: string;
  readonly function_id: string;
  /** The event that started it, or the first of them. */
  readonly event_seq: number;
  /** How many events it has: more than one when they were batched. */
  readonly event_count: number;
  readonly status: RunStatus;
  /** Its place in the queue: the time it was queued in milliseconds, less its priority. */
  readonly position: number;
  /** JSON array of the values of the function's concurrency keys. */
  readonly concurrency_keys: string;
  readonly parent_run_seq: number | null;
  readonly parent_step_id: string | null;
  readonly output: string | null;
  readonly error: string | null;
  readonly queued_at: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
}

/** What a new run begins with. */
export type NewRun = Pick<
  RunRow,
  | 'id'
  | 'function_id'
  | 'event_seq'
  | 'event_count'
  | 'position'
  | 'concurrency_keys'
  | 'parent_run_seq'
  | 'parent_step_id'
  | 'queued_at'
>;

/** How a run ended. */
export interface RunEnd {
  readonly status: 'completed' | 'failed' | 'cancelled';
  /** JSON text. */
  readonly output: string | null;
  /** JSON text. */
  readonly error: string | null;
  readonly endedAt: number;
}

const UNFINISHED = `status IN ('queued', 'running')`;

/** The runs, finished and not. */
export class RunTable {
  readonly #insert;
  readonly #insertEvent;
  readonly #bySeq;
  readonly #byId;
  readonly #start;
  readonly #finish;
  readonly #finishedBefore;
  readonly #delete;

  constructor(database: DatabaseSync) {
    this.#insert = prepare<
      [string, string, number, number, number, string, number | null, string | null, number],
      { seq: number }
    >(
      database,
      `INSERT INTO runs (id, function_id, event_seq, event_count, status, position, concurrency_keys,
         parent_run_seq, parent_step_id, queued_at)
       VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?) RETURNING seq`,
    );
    this.#insertEvent = prepare<[number, number, number]>(
      database,
      'INSERT INTO run_events VALUES (?, ?, ?)',
    );
    this.#bySeq = prepare<[number], RunRow>(database, 'SELECT * FROM runs WHERE seq = ?');
    this.#byId = prepare<[string], RunRow>(database, 'SELECT * FROM runs WHERE id = ?');
    this.#start = prepare<[number, number], { seq: number }>(
      database,
      `UPDATE runs SET status = 'running', started_at = ? WHERE seq = ? AND status = 'queued' RETURNING seq`,
    );
    this.#finish = prepare<[string, string | null, string | null, number, number], RunRow>(
      database,
      `UPDATE runs SET status = ?, output = ?, error = ?, ended_at = ?
       WHERE seq = ? AND ${UNFINISHED} RETURNING *`,
    );
    this.#finishedBefore = prepare<[number, number], { seq: number }>(
      database,
      'SELECT seq FROM runs WHERE ended_at < ? ORDER BY ended_at LIMIT ?',
    );
    this.#delete = [
      prepare<[number]>(database, 'DELETE FROM failures WHERE run_seq = ?'),
      prepare<[number]>(database, 'DELETE FROM steps WHERE run_seq = ?'),
      prepare<[number]>(database, 'DELETE FROM run_events WHERE run_seq = ?'),
      prepare<[number]>(database, 'DELETE FROM runs WHERE seq = ?'),
    ];
  }

  /** Stores a new run and returns it. */
  insert(run: NewRun): RunRow {
    const row = this.#insert.get(
      run.id,
      run.function_id,
      run.event_seq,
      run.event_count,
      run.position,
      run.concurrency_keys,
      run.parent_run_seq,
      run.parent_step_id,
      run.queued_at,
    );
    return this.get((row as { seq: number }).seq);
  }

  /** Gives a run the events of its batch that come after the first. */
  addEvents(runSeq: number, eventSeqs: readonly number[]): void {
    for (const [index, eventSeq] of eventSeqs.entries()) this.#insertEvent.run(runSeq, index + 1, eventSeq);
  }

  /** The run of this number, which the caller knows to be there. */
  get(seq: number): RunRow {
    const row = this.peek(seq);
    if (row === undefined) throw new Error(`Run ${seq} is missing from the store.`);
    return row;
  }

  /** The run of this number, if it is still there. */
  peek(seq: number): RunRow | undefined {
    return this.#bySeq.get(seq);
  }

  /** The run of this id, if there is one. */
  find(id: string): RunRow | undefined {
    return this.#byId.get(id);
  }

  /** Marks a queued run as running; `false` when it was already. */
  start(seq: number, startedAt: number): boolean {
    return this.#start.get(startedAt, seq) !== undefined;
  }

  /** Ends a run and returns it as it is now; `undefined` when it had ended before. */
  finish(seq: number, end: RunEnd): RunRow | undefined {
    return this.#finish.get(end.status, end.output, end.error, end.endedAt, seq);
  }

  /** Removes at most `limit` runs that ended before the given time, with all that belongs to them. */
  deleteFinished(beforeMs: number, limit: number): number {
    const expired = this.#finishedBefore.all(beforeMs, limit);
    for (const { seq } of expired) for (const statement of this.#delete) statement.run(seq);
    return expired.length;
  }
}
