import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { runCommand, startCommand, summaryOf } from './testing/command.ts';
import {
  deterministicManifest,
  digestsOf,
  leftoversIn,
  mediaIn,
  processesIn,
} from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const onPosix = process.platform !== 'win32';

test.skipIf(!onPosix).each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'After %s what runs is finished, the rest is left for the next run, and the exit code is %d.',
  async (signal, exitCode) => {
    await using folder = await temporaryFolder();
    const command = [
      'variants',
      await clipOf(4),
      '-n',
      '4',
      '--max-workers',
      '1',
      '-o',
      folder.path,
      '--json',
    ];
    const running = startCommand(command);
    await running.saw('variant-progress');
    running.process.kill(signal);
    const end = await running.end;
    expect(end.exitCode).toBe(exitCode);
    const summary = summaryOf(end.stdout);
    expect(summary).toMatchObject({ requested: 4, succeeded: 1, failed: 0, cancelled: 3 });
    expect(await mediaIn(folder.path)).toHaveLength(1);
    expect(await leftoversIn(folder.path)).toEqual([]);
  },
);

test.skipIf(!onPosix)(
  'A second SIGINT ends what runs at once, with no scratch file and no ffmpeg left.',
  async () => {
    await using folder = await temporaryFolder();
    const running = startCommand(['variants', await clipOf(10), '-n', '2', '-o', folder.path, '--json']);
    await running.saw('variant-progress');
    running.process.kill('SIGINT');
    await running.saw('Interrupt again');
    await new Promise(resolve => setTimeout(resolve, 200));
    running.process.kill('SIGINT');
    const end = await running.end;
    expect(end.exitCode).toBe(130);
    expect(summaryOf(end.stdout)).toMatchObject({ requested: 2, succeeded: 0, failed: 0, cancelled: 2 });
    expect(await mediaIn(folder.path)).toEqual([]);
    expect(await leftoversIn(folder.path)).toEqual([]);
    if (process.platform === 'linux') expect(await processesIn(folder.path)).toEqual([]);
  },
);

test.skipIf(process.platform !== 'linux')(
  'A command that is killed leaves no ffmpeg, and the same command finishes its work to the same bytes.',
  async () => {
    await using killed = await temporaryFolder();
    await using undisturbed = await temporaryFolder();
    const clip = await clipOf(2);
    const command = (folder: string) => ['variants', clip, '-n', '4', '-o', folder, '--json'];
    const running = startCommand(command(killed.path));
    await running.saw('variant-succeeded');
    running.process.kill('SIGKILL');
    await running.end;
    await expect.poll(() => processesIn(killed.path)).toEqual([]);

    const resumed = await runCommand(command(killed.path));
    expect(resumed.exitCode).toBe(0);
    const summary = summaryOf(resumed.stdout);
    expect(summary).toMatchObject({ requested: 4, failed: 0, cancelled: 0 });
    expect(summary.skipped).toBeGreaterThanOrEqual(1);
    expect(summary.succeeded).toBeGreaterThanOrEqual(1);
    expect(await leftoversIn(killed.path)).toEqual([]);

    await runCommand(command(undisturbed.path));
    expect(await digestsOf(killed.path)).toEqual(await digestsOf(undisturbed.path));
    expect(await deterministicManifest(killed.path)).toEqual(await deterministicManifest(undisturbed.path));
    const truth = (folder: string) => readFile(path.join(folder, 'ground_truth.csv'), 'utf8');
    expect(await truth(killed.path)).toBe(await truth(undisturbed.path));
  },
);
