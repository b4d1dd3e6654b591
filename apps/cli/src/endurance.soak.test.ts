import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { runCommand, startCommand, summaryOf } from './testing/command.ts';
import { digestsOf, leftoversIn, processesIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const minutes = Number(process.env['VARIEGATE_SOAK_MINUTES'] ?? 60);

test.skipIf(process.platform !== 'linux')(
  'Batches that are killed at a random moment and run again finish, hour after hour, and leave nothing behind.',
  async () => {
    const clips = [await clipOf(1), await clipOf(2), await clipOf(3)];
    const end = performance.now() + minutes * 60_000;
    let rounds = 0;
    let killed = 0;
    while (performance.now() < end) {
      await using folder = await temporaryFolder();
      const command = ['batch', ...clips, '-n', '4', '--seed', `${rounds}`, '-o', folder.path, '--json'];
      const running = startCommand(command);
      const ended = await Promise.race([delay(Math.random() * 10_000, false), running.end.then(() => true)]);
      if (!ended) killed += 1;
      running.process.kill('SIGKILL');
      await running.end;
      await expect.poll(() => processesIn(folder.path)).toEqual([]);

      const last = await runCommand(command);
      const { succeeded, skipped, failed } = summaryOf(last.stdout);
      expect({ exitCode: last.exitCode, done: succeeded + skipped, failed }).toEqual({
        exitCode: 0,
        done: 12,
        failed: 0,
      });
      expect(await leftoversIn(folder.path)).toEqual([]);
      expect(Object.keys(await digestsOf(folder.path))).toHaveLength(12);
      rounds += 1;
    }
    process.stdout.write(`${rounds} rounds, ${killed} of them killed, in ${minutes} minutes\n`);
    expect(rounds).toBeGreaterThan(0);
  },
);
