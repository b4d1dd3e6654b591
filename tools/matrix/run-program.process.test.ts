import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../packages/benchmark/src/testing/temporary-folder.ts';
import { runProgram, runSuccessfully } from './run-program.ts';

/** A program that ignores SIGTERM and never ends, as ffmpeg does in a filter that spins. */
const spins = ['-e', "process.on('SIGTERM', () => {}); console.log('up'); for (;;);"];

test('A program that ignores SIGTERM is killed when its time is up, and reported as timed out.', async () => {
  const end = await runProgram(process.execPath, spins, { timeoutMs: 1000 });
  expect(end).toMatchObject({ timedOut: true, exitCode: null });
  expect(end.seconds).toBeLessThan(20);
  await expect(runSuccessfully(process.execPath, spins, { timeoutMs: 1000 })).rejects.toThrow(
    'no end in 1 s',
  );
});

test('A program that ends in time is reported with its exit code and every byte that it wrote.', async () => {
  const writes =
    "process.stdout.write(Buffer.from([0, 255, 10])); process.stderr.write('no\\n'); process.exitCode = 3;";
  const end = await runProgram(process.execPath, ['-e', writes], { timeoutMs: 300_000 });
  expect(end).toMatchObject({ exitCode: 3, timedOut: false, stderr: 'no\n' });
  expect([...end.stdout]).toEqual([0, 255, 10]);
});

test('A program that cannot be started is an error.', async () => {
  await expect(runProgram('/nowhere/ffmpeg', [], { timeoutMs: 1000 })).rejects.toThrow('ENOENT');
});

test('A program that ignores SIGTERM is gone when an interruption is reported.', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'pid');
  const writesItsPid = `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid));${spins[1]}`;
  const stop = new AbortController();
  const reason = new Error('enough');
  const run = runProgram(process.execPath, ['-e', writesItsPid], { timeoutMs: 300_000, signal: stop.signal });
  const written = () => readFile(file, 'utf8').catch(() => '');
  await expect.poll(written).toMatch(/^\d+$/);
  stop.abort(reason);
  await expect(run).rejects.toBe(reason);
  expect(() => process.kill(Number(readFileSync(file, 'utf8')), 0)).toThrow('ESRCH');
});
