import path from 'node:path';
import { test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openJournal } from './journal.ts';

const entry = { type: 'variant-succeeded', id: 'a'.repeat(64), index: 1, output: 'clip.v001.3f9a12.mp4' };

test('journal', async ({ bench }) => {
  await using folder = await temporaryFolder();
  await using journal = await openJournal(path.join(folder.path, 'journal.jsonl'));
  await bench('append a line and sync it', () => journal.append(entry)).run();
  await bench('append 16 lines at once', async () => {
    await Promise.all(Array.from({ length: 16 }, () => journal.append(entry)));
  }).run();
});
