import type { DatabaseSync } from 'node:sqlite';

import { EventTable } from './event-table.ts';
import { FailureTable } from './failure-table.ts';
import { GateTable } from './gate-table.ts';
import { JobTable } from './job-table.ts';
import { type Durability, openFileDatabase, openMemoryDatabase } from './open-database.ts';
import { RunSearch } from './run-search.ts';
import { RunTable } from './run-table.ts';
import { prepare } from './sqlite.ts';
import { StepTable } from './step-table.ts';
import { WaitTable } from './wait-table.ts';

/** Where a store is. */
export type StorePlace = 'memory' | { readonly path: string; readonly durability: Durability };

/** Everything durable, table by table. Changes that belong together are made in one {@link Store.transaction}. */
export class Store {
  readonly events: EventTable;
  readonly runs: RunTable;
  readonly runSearch: RunSearch;
  readonly steps: StepTable;
  readonly failures: FailureTable;
  readonly jobs: JobTable;
  readonly waits: WaitTable;
  readonly gates: GateTable;
  readonly #database: DatabaseSync;
  readonly #begin;
  readonly #commit;

  /**
   * @throws {ENGINE_STORE_BUSY}
   * @throws {ENGINE_STORE_UNUSABLE}
   */
  constructor(place: StorePlace) {
    const database =
      place === 'memory' ? openMemoryDatabase() : openFileDatabase(place.path, place.durability);
    this.#database = database;
    this.#begin = prepare<[]>(database, 'BEGIN IMMEDIATE');
    this.#commit = prepare<[]>(database, 'COMMIT');
    this.events = new EventTable(database);
    this.runs = new RunTable(database);
    this.runSearch = new RunSearch(database);
    this.steps = new StepTable(database);
    this.failures = new FailureTable(database);
    this.jobs = new JobTable(database);
    this.waits = new WaitTable(database);
    this.gates = new GateTable(database);
  }

  /** Makes all changes of `work` or none. */
  transaction<T>(work: () => T): T {
    this.#begin.run();
    try {
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back already, as it does when the disk is full.
    }
  }
}
