import { appendFile, mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openJournal, readJournal } from './journal.ts';

test('Entries come back in the order in which they were appended, over several openings.', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'journal-'));
  const file = path.join(folder.path, 'journal.jsonl');
  {
    await using journal = await openJournal(file);
    await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append({ index })));
  }
  {
    await using journal = await openJournal(file);
    await journal.append({ index: 50 });
  }
  const indexes = (await Array.fromAsync(readJournal(file))).map(entry => entry['index']);
  expect(indexes).toEqual(Array.from({ length: 51 }, (_, index) => index));
});

test('A torn last line is left out and spoils no later entry.', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'journal-'));
  const file = path.join(folder.path, 'journal.jsonl');
  await appendFile(file, '{"type":"variant-succeeded","id":"a"}\n{"type":"variant-suc');
  {
    await using journal = await openJournal(file);
    await journal.append({ type: 'variant-failed', id: 'b' });
  }
  expect(await Array.fromAsync(readJournal(file))).toEqual([
    { type: 'variant-succeeded', id: 'a' },
    { type: 'variant-failed', id: 'b' },
  ]);
  expect(await readFile(file, 'utf8')).toContain('{"type":"variant-suc\n');
});

test('An entry is in the file once its append is over.', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'journal-'));
  const file = path.join(folder.path, 'journal.jsonl');
  await using journal = await openJournal(file);
  await journal.append({ id: 'a' });
  expect(await readFile(file, 'utf8')).toBe('{"id":"a"}\n');
});
