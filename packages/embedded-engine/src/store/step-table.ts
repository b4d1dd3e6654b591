import type { DatabaseSync } from 'node:sqlite';

import { prepare } from './sqlite.ts';

/** Where a step is: asked for, waiting for its time or event or child, between two attempts, or finished. */
export type StepStatus = 'planned' | 'waiting' | 'retrying' | 'succeeded' | 'failed';

/** A step as it is stored. */
export interface StepRow {
  readonly run_seq: number;
  /** SHA-1 of its name in the code, as the SDK sends it. */
  readonly id: string;
  readonly name: string;
  /** The SDK's word for what it does, such as `StepRun` or `Sleep`. */
  readonly operation: string;
  readonly status: StepStatus;
  /** 1 when it was found together with others, and the function is not called again before all have finished. */
  readonly grouped: 0 | 1;
  /** Attempts that have ended. */
  readonly attempts: number;
  /** Its place among the finished steps of its run, from 1. */
  readonly settled_order: number | null;
  /** JSON text. */
  readonly output: string | null;
  /** JSON text. */
  readonly error: string | null;
  readonly found_at: number;
  readonly ended_at: number | null;
  /** JSON text of what it is to send; gone once it has finished. */
  readonly request: string | null;
}

/** What is known of a step when it is first seen. */
export interface NewStep {
  readonly runSeq: number;
  readonly id: string;
  readonly name: string;
  readonly operation: string;
  readonly status: 'planned' | 'waiting' | 'retrying';
  readonly grouped: boolean;
}

/** A step's result, as JSON text. */
export type StepResult = { readonly output: string } | { readonly error: string };

/** A finished step as the SDK gets it. */
export type FinishedStep = Pick<StepRow, 'id' | 'output' | 'error'>;

/** The steps of every run: the memory that makes a run durable. */
export class StepTable {
  readonly #insert;
  readonly #keepRequest;
  readonly #request;
  readonly #find;
  readonly #finish;
  readonly #countAttempt;
  readonly #finished;
  readonly #count;
  readonly #pending;
  readonly #ofRun;

  constructor(database: DatabaseSync) {
    this.#insert = prepare<[number, string, string, string, string, number, number], { id: string }>(
      database,
      `INSERT INTO steps (run_seq, id, name, operation, status, grouped, attempts, found_at)
       VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (run_seq, id) DO NOTHING RETURNING id`,
    );
    this.#keepRequest = prepare<[string, number, string]>(
      database,
      'UPDATE steps SET request = ? WHERE run_seq = ? AND id = ?',
    );
    this.#request = prepare<[number, string], { request: string | null }>(
      database,
      'SELECT request FROM steps WHERE run_seq = ? AND id = ?',
    );
    this.#find = prepare<[number, string], StepRow>(
      database,
      'SELECT * FROM steps WHERE run_seq = ? AND id = ?',
    );
    this.#finish = prepare<
      [number, string | null, string | null, string, number, number, number, string],
      StepRow
    >(
      database,
      `UPDATE steps SET attempts = attempts + ?, output = ?, error = ?, status = ?, ended_at = ?,
         request = NULL, settled_order = 1 + (SELECT coalesce(max(settled_order), 0) FROM steps WHERE run_seq = ?)
       WHERE run_seq = ? AND id = ? AND settled_order IS NULL RETURNING *`,
    );
    this.#countAttempt = prepare<[number, string]>(
      database,
      `UPDATE steps SET attempts = attempts + 1, status = 'retrying' WHERE run_seq = ? AND id = ?`,
    );
    this.#finished = prepare<[number], FinishedStep>(
      database,
      `SELECT id, output, error FROM steps WHERE run_seq = ? AND settled_order IS NOT NULL
       ORDER BY settled_order`,
    );
    this.#count = prepare<[number], { count: number }>(
      database,
      'SELECT count(*) AS count FROM steps WHERE run_seq = ?',
    );
    this.#pending = prepare<[number], { id: string }>(
      database,
      `SELECT id FROM steps WHERE run_seq = ? AND settled_order IS NULL
       AND (status <> 'retrying' OR id IN (SELECT step_id FROM jobs WHERE run_seq = steps.run_seq)) LIMIT 1`,
    );
    this.#ofRun = prepare<[number], StepRow>(
      database,
      'SELECT * FROM steps WHERE run_seq = ? ORDER BY found_at, rowid',
    );
  }

  /** Stores a step unless it exists; `true` when it is new. */
  insert(step: NewStep, foundAt: number): boolean {
    const row = this.#insert.get(
      step.runSeq,
      step.id,
      step.name,
      step.operation,
      step.status,
      step.grouped ? 1 : 0,
      foundAt,
    );
    return row !== undefined;
  }

  /** Keeps the text of what a step is to send, until it has finished. */
  keepRequest(runSeq: number, id: string, request: string): void {
    this.#keepRequest.run(request, runSeq, id);
  }

  /** The text of what a step is to send. */
  request(runSeq: number, id: string): string | undefined {
    return this.#request.get(runSeq, id)?.request ?? undefined;
  }

  find(runSeq: number, id: string): StepRow | undefined {
    return this.#find.get(runSeq, id);
  }

  /**
   * Gives a step its result, once and for ever, and returns it; `undefined` when it had one already.
   *
   * @param attempts - attempts that this result adds: 1 for a step that ran, 0 for one that only waited.
   */
  finish(
    runSeq: number,
    id: string,
    result: StepResult,
    endedAt: number,
    attempts: 0 | 1,
  ): StepRow | undefined {
    const output = 'output' in result ? result.output : null;
    const error = 'error' in result ? result.error : null;
    const status: StepStatus = error === null ? 'succeeded' : 'failed';
    return this.#finish.get(attempts, output, error, status, endedAt, runSeq, runSeq, id);
  }

  /** Counts an attempt that failed and is to be repeated. */
  countAttempt(runSeq: number, id: string): void {
    this.#countAttempt.run(runSeq, id);
  }

  /** The finished steps of a run, in the order in which they finished. */
  finished(runSeq: number): FinishedStep[] {
    return this.#finished.all(runSeq);
  }

  /** How many steps a run has. */
  count(runSeq: number): number {
    return this.#count.get(runSeq)?.count ?? 0;
  }

  /**
   * Whether any step of a run is yet to finish. One that failed while its function continued from step to step, and has
   * not been found again, is not: nothing tries it again.
   */
  hasPending(runSeq: number): boolean {
    return this.#pending.get(runSeq) !== undefined;
  }

  /** Every step of a run, in the order in which they were found. */
  ofRun(runSeq: number): StepRow[] {
    return this.#ofRun.all(runSeq);
  }
}
