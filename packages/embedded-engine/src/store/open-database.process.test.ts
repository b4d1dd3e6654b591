import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { StoreBusyError, StoreUnusableError, type StoreUnusableReason } from '../errors.ts';
import { copyStore } from '../testing/copy-store.ts';
import { runScript } from '../testing/run-script.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { APPLICATION_ID, MIGRATIONS, STORE_VERSION } from './migrations.ts';
import { openFileDatabase } from './open-database.ts';
import { openDatabase } from './sqlite.ts';

test('A second process gets ENGINE_STORE_BUSY, and may open the store once the first was killed.', async () => {
  using folder = temporaryFolder();
  const path = folder.path('store.db');
  {
    await using holder = runScript(new URL('../testing/holder-process.ts', import.meta.url), path);
    expect((await holder.lines.next()).value).toBe('ready');
    expect(() => openFileDatabase(path, 'process-crash')).toThrow(StoreBusyError);
    holder.child.kill('SIGKILL');
    await holder.ended();
  }
  openFileDatabase(path, 'process-crash').close();
});

test('A second engine in the same process gets ENGINE_STORE_BUSY.', () => {
  using folder = temporaryFolder();
  const path = folder.path('store.db');
  const database = openFileDatabase(path, 'process-crash');
  expect(() => openFileDatabase(path, 'process-crash')).toThrow(StoreBusyError);
  database.close();
});

test('Every commit is synced to the disk when the loss of power is to be survived, and otherwise not.', () => {
  using folder = temporaryFolder();
  const synchronous = (durability: 'process-crash' | 'power-loss') => {
    const database = openFileDatabase(folder.path(`${durability}.db`), durability);
    const row = database.prepare('PRAGMA synchronous').get();
    database.close();
    return row?.['synchronous'];
  };
  expect(synchronous('process-crash')).toBe(1);
  expect(synchronous('power-loss')).toBe(2);
});

/** What can stand where a store is expected, made from the file of a whole one. */
const UNUSABLE: readonly (readonly [what: string, StoreUnusableReason, (path: string) => void])[] = [
  ['an empty file', 'foreign', path => writeFileSync(path, '')],
  ['a text', 'foreign', path => writeFileSync(path, 'This is no database. '.repeat(100))],
  ['a store cut off inside its header', 'truncated', path => truncateSync(path, 60)],
  ['a store cut off after its first page', 'truncated', path => truncateSync(path, 4_096)],
  ['a store that lost its last byte', 'truncated', path => truncateSync(path, statSync(path).size - 1)],
  [
    "another program's SQLite database",
    'foreign',
    path => {
      truncateSync(path, 0);
      const database = openDatabase(path);
      database.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
      database.close();
    },
  ],
  [
    'a store of a newer release',
    'newer',
    path => {
      const database = openDatabase(path);
      database.exec(`PRAGMA user_version = ${STORE_VERSION + 1}`);
      database.close();
    },
  ],
];

test.for(UNUSABLE)('%s is refused as %s and left as it was.', ([, reason, damage]) => {
  using folder = temporaryFolder();
  const path = folder.path('store.db');
  openFileDatabase(path, 'process-crash').close();
  damage(path);
  const before = readFileSync(path);
  expect(() => openFileDatabase(path, 'process-crash')).toThrow(StoreUnusableError);
  expect(() => openFileDatabase(path, 'process-crash')).toThrow(expect.objectContaining({ reason }));
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('A store in a missing folder is refused as unreadable.', () => {
  using folder = temporaryFolder();
  expect(() => openFileDatabase(folder.path('nowhere/store.db'), 'process-crash')).toThrow(
    expect.objectContaining({ code: 'ENGINE_STORE_UNUSABLE', reason: 'unreadable' }),
  );
});

test.for([
  ['under a file', (path: string) => `${path}/store.db`],
  ['of a name that is too long', (path: string) => `${path}${'x'.repeat(300)}`],
] as const)('A store %s is refused as unreadable.', ([, place]) => {
  using folder = temporaryFolder();
  const path = folder.path('file');
  writeFileSync(path, '');
  expect(() => openFileDatabase(place(path), 'process-crash')).toThrow(
    expect.objectContaining({ code: 'ENGINE_STORE_UNUSABLE', reason: 'unreadable' }),
  );
});

test.skipIf(process.platform === 'win32')(
  'A store that is made on a full disk is refused, and says so.',
  () => {
    using folder = temporaryFolder();
    const path = folder.path('store.db');
    const script = fileURLToPath(new URL('../testing/full-disk-process.ts', import.meta.url));
    const command = 'ulimit -f 8; exec "$@"';
    const { stderr } = spawnSync('bash', ['-c', command, 'bash', process.execPath, script, path], {
      encoding: 'utf8',
    });
    expect(stderr).toContain('cannot be used as a store');
    expect(stderr).toMatch(/the disk (is full|could not be read or written)/);
  },
);

test('A store whose first pages are damaged is refused as unreadable.', () => {
  using folder = temporaryFolder();
  const path = folder.path('store.db');
  openFileDatabase(path, 'process-crash').close();
  const bytes = readFileSync(path);
  bytes.fill(0x55, 100, 4_096);
  writeFileSync(path, bytes);
  expect(() => openFileDatabase(path, 'process-crash')).toThrow(
    expect.objectContaining({ reason: 'unreadable' }),
  );
});

test('A store that a killed process left with its write-ahead log opens, with all that was committed.', async () => {
  using folder = temporaryFolder();
  const path = folder.path('store.db');
  const database = openFileDatabase(path, 'process-crash');
  database.exec(`INSERT INTO events VALUES (1, 'e', 'n', '{}', 0)`);
  copyStore(path, folder.path('left.db'));
  database.close();
  appendFileSync(folder.path('left.db-wal'), Buffer.alloc(1_000, 0x77));
  const reopened = openFileDatabase(folder.path('left.db'), 'process-crash');
  expect(reopened.prepare('SELECT id FROM events').all()).toMatchObject([{ id: 'e' }]);
  reopened.close();
});

test('A store of an earlier release is brought up to date, and keeps what it holds.', () => {
  using folder = temporaryFolder();
  const path = folder.path('store.db');
  const old = openDatabase(path);
  old.exec(`${MIGRATIONS[0]}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1;
    INSERT INTO events VALUES (1, 'e', 'n', '{}', 0);
    INSERT INTO runs (id, function_id, event_seq, status, planning, position, concurrency_keys, queued_at)
    VALUES ('r', 'f', 1, 'running', 1, 0, '[]', 0)`);
  old.close();
  const database = openFileDatabase(path, 'process-crash');
  expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: STORE_VERSION });
  expect(database.prepare('SELECT id, status FROM runs').all()).toMatchObject([
    { id: 'r', status: 'running' },
  ]);
  database.close();
});
