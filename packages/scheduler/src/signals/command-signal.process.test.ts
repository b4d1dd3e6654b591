import { expect, test } from 'vitest';
import { commandSignal } from './command-signal.ts';

const exits = (script: string, timeoutMs = 10_000) =>
  commandSignal({ command: [process.execPath, '-e', script], timeoutMs }).read();

test('exit 0 starts, exit 1 holds, exit 2 holds and stops the youngest.', async () => {
  expect(await exits('process.exit(0)')).toMatchObject({ start: 'freely', evict: false });
  expect(await exits('process.exit(1)')).toMatchObject({ start: 'no', evict: false });
  expect(await exits('process.exit(2)')).toMatchObject({ start: 'no', evict: true });
});

test('any other end lets one task run at a time, and says what happened.', async () => {
  expect(await exits('process.exit(7)')).toMatchObject({
    start: 'if-idle',
    detail: expect.stringContaining('7'),
  });
  expect(await commandSignal({ command: ['/does/not/exist'] }).read()).toMatchObject({
    start: 'if-idle',
    detail: expect.stringContaining('ENOENT'),
  });
});

test('a command that takes too long is killed and counts as no answer.', async () => {
  expect(await exits('setInterval(() => {}, 1000)', 300)).toMatchObject({
    start: 'if-idle',
    detail: expect.stringContaining('SIGKILL'),
  });
});
