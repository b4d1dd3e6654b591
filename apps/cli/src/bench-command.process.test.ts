import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseBenchEvent } from '@variegate/benchmark';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { runCommand, startCommand } from './testing/command.ts';
import { processesIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const least = ['--variants', '1', '--workers', '1', '--threads', '1', '--repeat', '1', '--level', 'light'];

test('Every line of --json is as documented, the last one a summary with a recommendation.', async () => {
  await using folder = await temporaryFolder();
  const end = await runCommand(['bench', await clipOf(1), ...least, '-o', folder.path, '--json']);
  expect(end.exitCode).toBe(0);
  const events = end.stdout.trimEnd().split('\n').map(parseBenchEvent);
  expect(events.at(0)?.type).toBe('bench-planned');
  expect(events.at(-1)).toMatchObject({ type: 'summary', recommendedWorkers: 1, savedTo: null });
  expect(await readdir(folder.path)).toEqual([]);
});

test('Without --json the user gets tables, a recommendation, the page and the saved profile.', async () => {
  await using folder = await temporaryFolder();
  const page = path.join(folder.path, 'bench.html');
  const end = await runCommand(
    ['bench', await clipOf(1), ...least, '--baselines', 'one-after-another', '--html', page, '--save'],
    { env: { XDG_CACHE_HOME: folder.path } },
  );
  expect(end.exitCode).toBe(0);
  expect(end.stderr).toContain('2 runs of 1 variants each, after a warm-up.');
  expect(end.stdout).toContain('1 x 1 thread');
  expect(end.stdout).toContain('plain chains, one ffmpeg after another');
  expect(end.stdout).toContain('--max-workers 1 --threads 1.');
  expect(end.stdout).toContain('machine.json');
  expect(await readFile(page, 'utf8')).toMatch(/<svg [\s\S]*<svg /);
});

test('A busy machine is reported.', async () => {
  await using folder = await temporaryFolder();
  const busy = startCommand(['bench', await clipOf(4), '--repeat', '50', '-o', folder.path, '--json']);
  await busy.saw('bench-warmed-up');
  const end = await runCommand(['bench', await clipOf(1), ...least, '-o', folder.path]);
  busy.process.kill('SIGTERM');
  await busy.end;
  expect(end.stderr).toContain('The machine is busy: other programs keep ');
  expect(end.stdout).toContain('The machine was busy; measure again when it is quiet.');
});

test.skipIf(process.platform === 'win32')(
  'SIGINT ends a benchmark at once, with no file and no process left.',
  async () => {
    await using folder = await temporaryFolder();
    const running = startCommand(['bench', await clipOf(4), '--repeat', '50', '-o', folder.path, '--json']);
    await running.saw('bench-warmed-up');
    running.process.kill('SIGINT');
    const end = await running.end;
    expect(end.exitCode).toBe(130);
    expect(end.stderr).toContain('Interrupted');
    expect(await readdir(folder.path)).toEqual([]);
    if (process.platform === 'linux') {
      await expect.poll(() => processesIn(folder.path)).toEqual([]);
    }
  },
);

test.each([
  [['--variants', '0'], '--variants must be a whole number from 1 to 1000, not 0.'],
  [['--workers', 'two'], '--workers must be whole numbers from 1 to 1024, not ["two"].'],
  [['--baselines', 'magic'], '--baselines must be any of one-after-another'],
])('%j is refused by the name of its flag, and nothing is started.', async (args, message) => {
  const end = await runCommand(['bench', 'none.mp4', ...args]);
  expect(end.exitCode).toBe(2);
  expect(end.stderr).toContain(message);
});
