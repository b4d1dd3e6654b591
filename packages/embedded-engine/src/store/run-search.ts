import type { DatabaseSync } from 'node:sqlite';

import type { RunRow, RunStatus } from './run-table.ts';

/** Which runs to list; what is left out does not narrow. */
export interface RunFilter {
  readonly functionId?: string | undefined;
  readonly status?: RunStatus | undefined;
  readonly eventId?: string | undefined;
  /** Only runs queued before the run of this id. */
  readonly before?: string | undefined;
}

/** Lists runs, newest first. */
export class RunSearch {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  find(filter: RunFilter, limit: number): RunRow[] {
    const conditions: [sql: string, value: string | undefined][] = [
      ['function_id = ?', filter.functionId],
      ['status = ?', filter.status],
      [
        `seq IN (WITH event AS (SELECT seq FROM events WHERE id = ?)
           SELECT runs.seq FROM runs JOIN event ON event_seq = event.seq
           UNION SELECT run_seq FROM run_events JOIN event ON event_seq = event.seq)`,
        filter.eventId,
      ],
      ['seq < (SELECT seq FROM runs WHERE id = ?)', filter.before],
    ];
    const used = conditions.filter((entry): entry is [string, string] => entry[1] !== undefined);
    const where = used.length === 0 ? '' : `WHERE ${used.map(([sql]) => sql).join(' AND ')}`;
    const statement = this.#database.prepare(`SELECT * FROM runs ${where} ORDER BY seq DESC LIMIT ?`);
    return statement.all(...used.map(([, value]) => value), limit) as unknown as RunRow[];
  }
}
