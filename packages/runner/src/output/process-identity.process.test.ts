import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { works } from '../testing/capability.ts';
import { isRunning } from '../testing/is-running.ts';
import { isAlive, ownIdentity } from './process-identity.ts';

const script = new URL('../testing/print-liveness.ts', import.meta.url).pathname;

test('This process is alive, one that has ended is not.', async () => {
  const self = await ownIdentity();
  expect(self.pid).toBe(process.pid);
  expect(await isAlive(self)).toBe(true);
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  expect(await isAlive({ ...self, pid: child.pid ?? 0 })).toBe(false);
});

describe.skipIf(process.platform !== 'linux')('On Linux', () => {
  test('a process that has ended but was never collected is not alive.', async () => {
    // The shell's child ends, and the program that takes the shell's place does not collect it.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [chunk] = await once(parent.stdout, 'data');
      const pid = Number(String(chunk));
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
      const zombie = { ...(await ownIdentity()), pid, startTime };
      expect(await isAlive(zombie)).toBe(true);
      await expect.poll(() => isRunning(pid)).toBe(false);
      expect(await readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
      expect(await isAlive(zombie)).toBe(false);
    } finally {
      parent.kill('SIGKILL');
    }
  });

  test.skipIf(!works('unshare', '--pid', '--fork', 'true'))(
    'a process in another pid namespace that sees our /proc cannot identify living processes, not even itself.',
    async () => {
      const child = spawn('unshare', ['--pid', '--fork', process.execPath, script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [chunk] = await once(child.stdout, 'data');
      expect(String(chunk)).toBe('"unknown"');
      await once(child, 'close');
    },
  );
});
