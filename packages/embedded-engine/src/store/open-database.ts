import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

import { StoreBusyError, StoreUnusableError } from '../errors.ts';
import { checkHeader } from './header.ts';
import { APPLICATION_ID, MIGRATIONS, STORE_VERSION } from './migrations.ts';
import { openDatabase } from './sqlite.ts';

/**
 * What a commit survives.
 *
 * - `process-crash`: the end of the process by any means, SIGKILL included. A power cut may lose the last commits,
 *   never the store.
 * - `power-loss`: also the loss of power: every commit is on the disk before anything builds on it.
 */
export type Durability = 'process-crash' | 'power-loss';

/**
 * Opens the store of this path, makes it when there is none, and holds it alone until it is closed.
 *
 * @throws {ENGINE_STORE_BUSY}
 * @throws {ENGINE_STORE_UNUSABLE}
 */
export function openFileDatabase(path: string, durability: Durability): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    if (!existsSync(path)) create(path);
    checkHeader(path);
    database = openDatabase(path);
    // Locking first: no statement before it may touch the file while another process has it.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous(durability)}`);
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    migrate(database);
    checkPages(database);
    return database;
  } catch (error) {
    database?.close();
    throw explain(error, path);
  }
}

/** Opens a store that lives in memory and ends with the engine. */
export function openMemoryDatabase(): DatabaseSync {
  const database = openDatabase(':memory:');
  migrate(database);
  return database;
}

/** Makes a whole store beside its place and then moves it there, so that a half-made one never has its name. */
function create(path: string): void {
  const scratch = `${path}.new-${process.pid}`;
  rmSync(scratch, { force: true });
  try {
    const database = openDatabase(scratch);
    database.exec('PRAGMA journal_mode = WAL');
    migrate(database);
    database.close();
    linkUnlessThere(scratch, path);
  } finally {
    rmSync(scratch, { force: true });
  }
}

/** A link, unlike a rename, never replaces what another process put there in the meantime. */
function linkUnlessThere(scratch: string, path: string): void {
  try {
    linkSync(scratch, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    renameSync(scratch, path); // A file system without links.
  }
}

function migrate(database: DatabaseSync): void {
  const row = database.prepare('PRAGMA user_version').get();
  const from = Number(row?.['user_version']);
  if (from === STORE_VERSION) return;
  database.exec('BEGIN IMMEDIATE');
  for (const migration of MIGRATIONS.slice(from)) database.exec(migration);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${STORE_VERSION}; COMMIT`);
}

/** Reads what every later statement goes through, so that a damaged file is found here and not in mid-run. */
function checkPages(database: DatabaseSync): void {
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
  database.prepare('SELECT max(seq) FROM runs').get();
  database.prepare('SELECT count(*) FROM jobs').get();
}

function synchronous(durability: Durability): 'NORMAL' | 'FULL' {
  return durability === 'power-loss' ? 'FULL' : 'NORMAL';
}

/**
 * How long the write-ahead log grows before it is copied into the store, in pages of 4,096 bytes. Copying syncs the
 * disk whatever the durability, so it is done four times less often than SQLite would.
 */
const CHECKPOINT_PAGES = 4_000;

/** What SQLite's own error codes mean for a store. @see {@link https://www.sqlite.org/rescode.html} */
const SQLITE_BUSY = 5;
const UNREADABLE: ReadonlyMap<number, string> = new Map([
  [8, 'it cannot be written.'],
  [10, 'the disk could not be read or written.'],
  [11, 'SQLite finds it damaged.'],
  [13, 'the disk is full.'],
  [14, 'it can be neither opened nor made; is its folder there, and may files be made in it?'],
  [26, 'SQLite finds it damaged.'],
]);

function explain(error: unknown, path: string): unknown {
  const { errcode, syscall, message } = error as Partial<NodeJS.ErrnoException> & { errcode?: unknown };
  const code = Number(errcode) & 0xff;
  if (code === SQLITE_BUSY) return new StoreBusyError(path, { cause: error });
  const detail = syscall === undefined ? UNREADABLE.get(code) : `${message}.`;
  return detail === undefined ? error : new StoreUnusableError(path, 'unreadable', detail, { cause: error });
}
