import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { busyCores, busyWarning, coresOfOthers } from './machine-use.ts';

test('A program that keeps a core at work is seen.', async () => {
  const hog = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  try {
    await delay(300);
    expect(await busyCores(1000)).toBeGreaterThan(0.3);
  } finally {
    hog.kill('SIGKILL');
    await once(hog, 'exit');
  }
});

test('A quiet machine raises no warning, a busy one is reported with its numbers.', () => {
  expect(busyWarning(0.1, 2)).toBeNull();
  expect(busyWarning(1.26, 2)).toContain('other programs keep 1.3 of 2 cores at work');
});

test("One's own work does not count as the work of others.", () => {
  const before = { busySeconds: 10, atMs: 0 };
  expect(coresOfOthers(before, { busySeconds: 14, atMs: 2000 }, 4)).toBe(0);
  expect(coresOfOthers(before, { busySeconds: 14, atMs: 2000 }, 2)).toBe(1);
  expect(coresOfOthers(before, { busySeconds: 14, atMs: 2000 }, 9)).toBe(0);
});
