import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { processSampler } from './process-sampler.ts';

const allocator = fileURLToPath(
  new URL('../../../../test-fixtures/allocator/allocator.mjs', import.meta.url),
);

/** Starts a program that is ended with the scope. */
function started(command: string, args: readonly string[]) {
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  const pid = child.pid ?? 0;
  return {
    pid,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      process.kill(-pid, 'SIGKILL');
      await ended;
    },
  };
}

/** Samples until the value is good, or for ten seconds. */
async function eventually<T>(sample: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const value = await sample();
    if (good(value) || tries >= 100) return value;
    await sleep(100);
  }
}

describe.skipIf(process.platform === 'win32')('of real processes,', () => {
  test('a process is measured together with everything it started.', async () => {
    await using shell = started('sh', ['-c', `"${process.execPath}" "${allocator}" step 150 30 & wait`]);
    const sampler = processSampler();
    const sample = async () => (await sampler.sample([shell.pid])).get(shell.pid)?.memoryBytes ?? 0;
    const bytes = await eventually(sample, seen => seen > 150e6);
    expect(bytes).toBeGreaterThan(150e6);
    expect(bytes).toBeLessThan(400e6);
  });

  test('processor time is counted.', async () => {
    await using busy = started(process.execPath, ['-e', 'for (;;) {}']);
    const sampler = processSampler();
    const sample = async () => (await sampler.sample([busy.pid])).get(busy.pid)?.cpuSeconds ?? 0;
    expect(await eventually(sample, seen => seen > 0.2)).toBeGreaterThan(0.2);
  });

  test('a process that is gone is left out, alone or among others.', async () => {
    const gone = spawn('true', { stdio: 'ignore' });
    await once(gone, 'exit');
    const sampler = processSampler();
    expect(await sampler.sample([gone.pid ?? 0])).toEqual(new Map());
    const both = await sampler.sample([gone.pid ?? 0, process.pid]);
    expect([...both.keys()]).toEqual([process.pid]);
  });
});

test('without processes there is nothing to measure.', async () => {
  expect(await processSampler().sample([])).toEqual(new Map());
});
