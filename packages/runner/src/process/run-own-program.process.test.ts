import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { runOwnProgram } from './run-own-program.ts';

const shell = (script: string, ...words: readonly string[]) => ['sh', '-c', script, ...words];

describe.skipIf(process.platform === 'win32')("A program of the user's own", () => {
  test('reads its input, and has failed by nothing.', async () => {
    const argv = shell('read -r line; test "$line" = "what it is about"');
    expect(await runOwnProgram({ argv, input: 'what it is about\n' })).toBeNull();
    // One that does not read its input has not failed by that.
    expect(await runOwnProgram({ argv: ['true'], input: 'x'.repeat(1_000_000) })).toBeNull();
  });

  test.each([
    [shell('echo first >&2; echo no such model >&2; exit 3'), 'ended with exit code 3: no such model'],
    [shell('kill -SEGV $$'), 'was ended by SIGSEGV'],
    [['/nowhere/detector'], 'cannot be started (ENOENT)'],
  ])('fails with a reason: %j.', async (argv, reason) => {
    expect(await runOwnProgram({ argv })).toBe(reason);
  });

  test('has none of the secrets of this process, unless it is given its environment.', async () => {
    const argv = shell('test -z "$VARIEGATE_TEST_SECRET"');
    const environment = { ...process.env, VARIEGATE_TEST_SECRET: 'x' };
    expect(await runOwnProgram({ argv })).toBeNull();
    expect(await runOwnProgram({ argv, environment })).toBe('ended with exit code 1');
  });

  test('is not waited for by what it leaves behind, which ends with it.', async () => {
    const argv = shell('sleep 600 & echo $! >&2; exit 1');
    const pid = Number(/: (\d+)$/.exec((await runOwnProgram({ argv })) ?? '')?.[1]);
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  test('is ended when its time is up, though it ignores SIGTERM and has started others.', async () => {
    const argv = shell('trap "" TERM; sleep 600 & wait; sleep 600');
    expect(await runOwnProgram({ argv, timeoutMs: 500 })).toBe('was ended after 0.5 s');
  });

  test('is ended by a signal, whose reason is thrown.', async () => {
    const stop = new AbortController();
    const run = runOwnProgram({ argv: ['sleep', '600'], signal: stop.signal });
    await delay(200);
    stop.abort(new Error('enough'));
    await expect(run).rejects.toThrow('enough');
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
