import { expect, test } from 'vitest';

import { holds } from '../expressions/evaluate.ts';
import { ConditionReader } from '../expressions/event-condition.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { APPLICATION_ID, MIGRATIONS } from './migrations.ts';
import { openFileDatabase } from './open-database.ts';
import { openDatabase } from './sqlite.ts';

const comparisons = (...parts: readonly (readonly [path: readonly string[], value: unknown])[]) =>
  JSON.stringify(
    parts.map(([path, value]) => ({ path: JSON.stringify(path), value: JSON.stringify(value) })),
  );

test('Waits of a store of version 2 wait for the same as before.', () => {
  using folder = temporaryFolder();
  const path = folder.path('store.db');
  const old = openDatabase(path);
  old.exec(MIGRATIONS.slice(0, 2).join(';'));
  old.exec(`INSERT INTO events VALUES (1, 'id', 'go', '{}', 0);
    INSERT INTO runs VALUES (1, 'run', 'f', 1, 'running', 0, '[]', NULL, NULL, NULL, NULL, 0, 0, NULL)`);
  const insert = old.prepare(`INSERT INTO waits VALUES (1, 'step', 'e', '', '', ?, 1)`);
  insert.run('[]');
  insert.run(comparisons([['data', 'order'], 'it\'s "A1"'], [['data', 'n'], 3]));
  insert.run(comparisons([['data', 'odd "key'], null], [['data', 'o'], { a: [1, true] }]));
  old.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 2`);
  old.close();
  const database = openFileDatabase(path, 'process-crash');
  const conditions = database
    .prepare('SELECT condition FROM waits ORDER BY rowid')
    .all()
    .map(row => String(row['condition']));
  database.close();
  expect(conditions[0]).toBe('');
  const reader = new ConditionReader();
  const isMet = (index: number, data: object) =>
    holds(reader.read(String(conditions[index])), { event: {}, async: { data: { ...data } } });
  expect(isMet(1, { order: 'it\'s "A1"', n: 3 })).toBe(true);
  expect(isMet(1, { order: 'it\'s "A1"', n: 4 })).toBe(false);
  expect(isMet(2, { o: { a: [1, true] } })).toBe(true);
  expect(isMet(2, { o: { a: [1, true] }, 'odd "key': 0 })).toBe(false);
});
