import type { DatabaseSync } from 'node:sqlite';

import { prepare } from './sqlite.ts';

/**
 * What there is to do for a run.
 *
 * - `discover`: call the function, so that it runs its next step or says which steps it wants.
 * - `step`: call the function to run one step it asked for.
 * - `request`: send the request that a step asks for.
 * - `wake`: the time of a sleep has come.
 * - `expire`: a wait for an event, or for an invoked function, has lasted too long.
 * - `start-timeout`, `finish-timeout`: the run itself has.
 */
export type JobKind =
  | 'discover'
  | 'step'
  | 'request'
  | 'wake'
  | 'expire'
  | 'start-timeout'
  | 'finish-timeout';

/** A job as it is stored. It is removed in the commit that stores what it led to. */
export interface JobRow {
  readonly seq: number;
  readonly run_seq: number;
  readonly kind: JobKind;
  /** The step it is about; empty for jobs that are about the run. */
  readonly step_id: string;
  /** When to do it, in milliseconds since 1970; 0 is at once. */
  readonly due_at: number;
  /** The attempt this would be, from 0. */
  readonly attempt: number;
  /** How often it was begun. More than once means that the process ended in the middle. */
  readonly starts: number;
}

/** The jobs: everything that is still to be done. */
export class JobTable {
  readonly #insert;
  readonly #insertDiscovery;
  readonly #get;
  readonly #begin;
  readonly #progress;
  readonly #postpone;
  readonly #giveBackStart;
  readonly #delete;
  readonly #deleteByStep;
  readonly #deleteByKind;
  readonly #hasStep;
  readonly #hasWork;
  readonly #deleteOfRun;
  readonly #due;
  readonly #nextDue;

  constructor(database: DatabaseSync) {
    this.#insert = prepare<[number, string, string, number, number], JobRow>(
      database,
      `INSERT INTO jobs (run_seq, kind, step_id, due_at, attempt, starts) VALUES (?, ?, ?, ?, ?, 0)
       ON CONFLICT (run_seq, kind, step_id) DO NOTHING RETURNING *`,
    );
    this.#insertDiscovery = prepare<[number, number], JobRow>(
      database,
      `INSERT INTO jobs (run_seq, kind, step_id, due_at, attempt, starts) VALUES (?, 'discover', '', 0, 0, 0)
       ON CONFLICT (run_seq, kind, step_id) DO UPDATE SET due_at = 0, attempt = 0, starts = 0 WHERE due_at > ?
       RETURNING *`,
    );
    this.#get = prepare<[number], JobRow>(database, 'SELECT * FROM jobs WHERE seq = ?');
    this.#begin = prepare<[number], JobRow>(
      database,
      'UPDATE jobs SET starts = starts + 1 WHERE seq = ? RETURNING *',
    );
    this.#progress = prepare<[number], { seq: number }>(
      database,
      'UPDATE jobs SET attempt = 0, starts = 1 WHERE seq = ? RETURNING seq',
    );
    this.#postpone = prepare<[number, number, number], JobRow>(
      database,
      'UPDATE jobs SET attempt = ?, starts = 0, due_at = ? WHERE seq = ? RETURNING *',
    );
    this.#giveBackStart = prepare<[number]>(
      database,
      'UPDATE jobs SET starts = starts - 1 WHERE seq = ? AND starts > 0',
    );
    this.#delete = prepare<[number], { seq: number }>(
      database,
      'DELETE FROM jobs WHERE seq = ? RETURNING seq',
    );
    this.#deleteByStep = prepare<[number, string]>(
      database,
      'DELETE FROM jobs WHERE run_seq = ? AND step_id = ?',
    );
    this.#deleteByKind = prepare<[number, string]>(
      database,
      'DELETE FROM jobs WHERE run_seq = ? AND kind = ?',
    );
    this.#hasStep = prepare<[number], { seq: number }>(
      database,
      `SELECT seq FROM jobs WHERE run_seq = ? AND step_id <> '' LIMIT 1`,
    );
    this.#hasWork = prepare<[number], { seq: number }>(
      database,
      `SELECT seq FROM jobs WHERE run_seq = ? AND (kind = 'discover' OR step_id <> '') LIMIT 1`,
    );
    this.#deleteOfRun = prepare<[number]>(database, 'DELETE FROM jobs WHERE run_seq = ?');
    this.#due = prepare<[number, number], JobRow>(
      database,
      'SELECT * FROM jobs WHERE due_at > ? AND due_at <= ? ORDER BY due_at, seq',
    );
    this.#nextDue = prepare<[number], { due_at: number | null }>(
      database,
      'SELECT min(due_at) AS due_at FROM jobs WHERE due_at > ?',
    );
  }

  /** Stores a job and returns it; `undefined` when the run has this very job already. */
  insert(runSeq: number, kind: JobKind, stepId: string, dueAt: number, attempt = 0): JobRow | undefined {
    return this.#insert.get(runSeq, kind, stepId, dueAt, attempt);
  }

  /**
   * Stores the job of calling the function for a run at once, in place of one that was put off until later, and
   * returns it; `undefined` when such a job is queued or under way already.
   */
  insertDiscovery(runSeq: number, now: number): JobRow | undefined {
    return this.#insertDiscovery.get(runSeq, now);
  }

  find(seq: number): JobRow | undefined {
    return this.#get.get(seq);
  }

  /** Counts a start; `undefined` when the job is gone. */
  begin(seq: number): JobRow | undefined {
    return this.#begin.get(seq);
  }

  /** Notes that the call under way got a step done, so that what comes next starts counting anew. */
  noteProgress(seq: number): boolean {
    return this.#progress.get(seq) !== undefined;
  }

  /** Puts a job off to a later attempt; `undefined` when it is gone. */
  postpone(seq: number, attempt: number, dueAt: number): JobRow | undefined {
    return this.#postpone.get(attempt, dueAt, seq);
  }

  /** Takes back a start that was cut short by the engine itself. */
  giveBackStart(seq: number): void {
    this.#giveBackStart.run(seq);
  }

  /** Removes a job; `false` when it was gone. */
  delete(seq: number): boolean {
    return this.#delete.get(seq) !== undefined;
  }

  /** Removes the jobs of one step. */
  deleteOfStep(runSeq: number, stepId: string): void {
    this.#deleteByStep.run(runSeq, stepId);
  }

  /** Removes the jobs of one kind. */
  deleteByKind(runSeq: number, kind: JobKind): void {
    this.#deleteByKind.run(runSeq, kind);
  }

  /** Whether a step of a run is under way: to be run, or waiting for its time, its event or its child. */
  hasStep(runSeq: number): boolean {
    return this.#hasStep.get(runSeq) !== undefined;
  }

  /** Whether anything carries a run on: its function is to be called, or a step is under way. */
  hasWork(runSeq: number): boolean {
    return this.#hasWork.get(runSeq) !== undefined;
  }

  /** Removes every job of a run. */
  deleteOfRun(runSeq: number): void {
    this.#deleteOfRun.run(runSeq);
  }

  /** The jobs whose time lies after `after` and not after `until`. */
  dueBetween(after: number, until: number): JobRow[] {
    return this.#due.all(after, until);
  }

  /** The earliest time after `after` at which a job is due. */
  nextDue(after: number): number | undefined {
    return this.#nextDue.get(after)?.due_at ?? undefined;
  }
}
