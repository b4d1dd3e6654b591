import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { runCommand, startCommand, summaryOf } from './testing/command.ts';
import { deterministicManifest, digestsOf, leftoversIn, processesIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const kills = 10;

test.skipIf(process.platform !== 'linux')(
  'A batch that is killed ten times at random moments ends with the same bytes, manifest and ground truth as an undisturbed one.',
  async () => {
    await using killed = await temporaryFolder();
    await using undisturbed = await temporaryFolder();
    const clips = [await clipOf(1), await clipOf(2), await clipOf(3)];
    const command = (folder: string) => ['batch', ...clips, '-n', '4', '-o', folder, '--json'];

    const startedMs = performance.now();
    const whole = await runCommand(command(undisturbed.path));
    const wholeMs = performance.now() - startedMs;
    expect(summaryOf(whole.stdout)).toMatchObject({ requested: 12, succeeded: 12 });

    for (let kill = 0; kill < kills; kill += 1) {
      const running = startCommand(command(killed.path));
      await Promise.race([delay(Math.random() * wholeMs * 0.5), running.end]);
      running.process.kill('SIGKILL');
      await running.end;
      await expect.poll(() => processesIn(killed.path)).toEqual([]);
    }

    const last = await runCommand(command(killed.path));
    expect(last.exitCode).toBe(0);
    const { succeeded, skipped, failed } = summaryOf(last.stdout);
    expect([succeeded + skipped, failed]).toEqual([12, 0]);
    expect(await leftoversIn(killed.path)).toEqual([]);
    expect(await digestsOf(killed.path)).toEqual(await digestsOf(undisturbed.path));
    expect(await deterministicManifest(killed.path)).toEqual(await deterministicManifest(undisturbed.path));
    const truth = (folder: string) => readFile(path.join(folder, 'ground_truth.csv'), 'utf8');
    expect(await truth(killed.path)).toBe(await truth(undisturbed.path));
  },
);
