import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { sha256Of } from './sha256-of.ts';

test('The digest is the same whatever the size of the file, and the descriptor stays where it was.', async () => {
  await using folder = await temporaryFolder();
  for (const size of [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20]) {
    const bytes = Buffer.alloc(size, `content ${size}`);
    const path = join(folder.path, String(size));
    await writeFile(path, bytes);
    const fd = openSync(path, 'r');
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect((await sha256Of(fd)).toString('hex')).toBe(expected);
    expect((await sha256Of(fd)).toString('hex')).toBe(expected);
    closeSync(fd);
  }
});

test('An abort at any moment rejects with its reason, leaves the descriptor to its owner, and is no error of the process.', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'file');
  await writeFile(path, Buffer.alloc(20 << 20));
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.on('uncaughtException', note);
  let aborted = 0;
  for (let i = 0; i < 100; i++) {
    const fd = openSync(path, 'r');
    const controller = new AbortController();
    const reason = new Error('enough');
    const hashing = sha256Of(fd, controller.signal);
    await delay(i % 10);
    controller.abort(reason);
    const [outcome] = await Promise.allSettled([hashing]);
    if (outcome.status === 'rejected') {
      expect(outcome.reason).toBe(reason);
      aborted += 1;
    }
    expect(fstatSync(fd).size).toBe(20 << 20);
    closeSync(fd);
  }
  await delay(50);
  process.off('uncaughtException', note);
  expect(uncaught).toEqual([]);
  expect(aborted).toBeGreaterThan(0);
});
