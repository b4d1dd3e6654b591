import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

import { NodeTooOldError } from '../errors.ts';

/** A prepared statement whose parameters and rows are typed. */
export interface Query<Parameters extends readonly SQLInputValue[], Row> {
  /** The first row, if there is one. */
  get(...parameters: Parameters): Row | undefined;
  /** Every row. */
  all(...parameters: Parameters): Row[];
  /** Runs it for its effect. */
  run(...parameters: Parameters): { readonly changes: number | bigint };
}

/** Opens a database with Node's own SQLite. */
export function openDatabase(path: string): DatabaseSync {
  const { DatabaseSync: Database } = loadSqlite();
  return new Database(path);
}

/** Prepares a statement once, to be run many times. The types are the caller's claim about the SQL. */
export function prepare<Parameters extends readonly SQLInputValue[], Row = never>(
  database: DatabaseSync,
  sql: string,
): Query<Parameters, Row> {
  return database.prepare(sql) as unknown as Query<Parameters, Row>;
}

let sqlite: typeof import('node:sqlite') | undefined;

/**
 * Node 22 warns that `node:sqlite` is experimental when it is first loaded. A user of this package has not
 * chosen SQLite and cannot act on that, so exactly this warning is dropped; every other one passes.
 */
function loadSqlite(): typeof import('node:sqlite') {
  if (sqlite !== undefined) return sqlite;
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (String(warning).startsWith('SQLite is an experimental feature')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    sqlite = findSqlite();
    return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The types promise both the function and the module, and older versions of Node have neither. */
function findSqlite(): typeof import('node:sqlite') {
  const process: { getBuiltinModule?(id: string): unknown; readonly versions: { readonly node: string } } =
    globalThis.process;
  const found = process.getBuiltinModule?.('node:sqlite');
  if (found === undefined) throw new NodeTooOldError(process.versions.node);
  return found as typeof import('node:sqlite');
}
