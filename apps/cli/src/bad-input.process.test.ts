import { execFileSync } from 'node:child_process';
import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf, ffmpeg } from './testing/clip.ts';
import { runCommand } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const oneSentence = /^variegate: [^\n]+\n$/;

test.each([
  ['missing.mp4', 'does not exist'],
  ['folder.mp4', 'is a folder'],
  ['text.mp4', 'is not a media file'],
  ['empty.mp4', 'is empty'],
  ['sound.m4a', 'has no video'],
])('The unusable input %s is refused in one sentence, and nothing is created.', async (name, reason) => {
  await using folder = await temporaryFolder();
  await mkdir(path.join(folder.path, 'folder.mp4'));
  await writeFile(path.join(folder.path, 'text.mp4'), 'This is not a video.\n');
  await writeFile(path.join(folder.path, 'empty.mp4'), '');
  await ffmpeg('-f', 'lavfi', '-i', 'sine=duration=1', path.join(folder.path, 'sound.m4a'));
  const before = await readdir(folder.path);

  const end = await runInProcess([
    'variants',
    path.join(folder.path, name),
    '-o',
    path.join(folder.path, 'out'),
  ]);
  expect(end.exitCode).toBe(2);
  expect(end.stderr).toMatch(oneSentence);
  expect(end.stderr).toContain(name);
  expect(end.stderr).toContain(reason);
  expect(end.stdout).toBe('');
  expect(await readdir(folder.path)).toEqual(before);
});

test.each([
  [['render'], 'is larger than 16 MiB, the most that is read'],
  [['send'], 'is larger than 16 MiB, the most that is read'],
  [['batch', '-o', 'out'], 'is larger than 32 MiB, the most that is read'],
])('A file of gigabytes is not read by %j, whose sentence names the limit.', async (args, problem) => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'large');
  await writeFile(file, '');
  await truncate(file, 2 ** 36);
  const end = await runInProcess([...args, args[0] === 'batch' ? `@${file}` : file]);
  expect(end.exitCode).toBe(2);
  expect(end.stderr).toBe(`variegate: ${args[0] === 'batch' ? 'The list ' : ''}"${file}" ${problem}.\n`);
  expect(await readdir(folder.path)).toEqual(['large']);
});

test.skipIf(process.platform === 'win32')(
  'A pipe that nobody writes to is refused and does not hang the command.',
  async () => {
    await using folder = await temporaryFolder();
    const pipe = path.join(folder.path, 'pipe.mp4');
    execFileSync('mkfifo', [pipe]);
    const end = await runCommand(['variants', pipe], { cwd: folder.path });
    expect(end.exitCode).toBe(2);
    expect(end.stderr).toContain('is not a regular file');
    expect(await readdir(folder.path)).toEqual(['pipe.mp4']);
  },
);

test.each([
  [['-n', '0'], '--count must be a whole number from 1 to 100000, not 0'],
  [['-n', 'many'], '--count must be a whole number from 1 to 100000, not "many"'],
  [['--max-workers', '0'], '--max-workers must be auto or a whole number from 1 to'],
  [['-s', 'unknown'], '--strategy must be one of standard'],
  [
    ['--level', 'extreme'],
    '--level must be one of light, medium, strong, a number from 0 to 1, or a list of them, not "extreme"',
  ],
  [['--seed', '-1'], '--seed must be a whole number from 0'],
  [['--crf', '52'], '--crf must be a number from 0 to 51 with libx264, not 52'],
  [['--preset', 'warp'], '--preset must be one of ultrafast'],
  [['--container', 'gif'], '--container must be one of mp4'],
  [['--threads', '0'], '--threads must be a whole number from 1 to 64'],
  [['--memory-limit', 'much'], '--memory-limit'],
  [['--timeout', '0'], '--timeout must be a number of seconds above 0'],
  [['--retries', '-1'], '--retries must be a whole number from 0 to 20'],
  [['--min-free', 'some'], '--min-free must be a number of bytes'],
  [['--only', 'nothing'], '--only must be any of geometry'],
  [['--only', 'crpo'], 'not "crpo"; did you mean crop?'],
  [
    ['--recipe', 'trecvdi'],
    'No shipped recipe is called "trecvdi" (augly, disc21, trecvid, vsc2022); did you mean',
  ],
  [['--recipe', 'nowhere.json'], '"nowhere.json" cannot be read'],
  [['--recipe', 'nowhere.ts'], 'The module "nowhere.ts" cannot be imported'],
  [['--recipe', 'augly', '--strategy', 'standard'], '--strategy cannot be used with a recipe'],
  [['--recipe', 'augly', '--only', 'crop'], '--only cannot be used with a recipe'],
  [
    ['--provenance', 'maybe'],
    '--provenance must be true or false (on or off on the command line), not "maybe"',
  ],
  [['--verify', 'closely'], '--verify must be one of checksum, decode'],
  [['--measure', 'roughly'], '--measure must be one of off, fast, full'],
  [['--max-duration', '0'], '--max-duration must be a number of seconds above 0'],
  [['--crf', '64', '--container', 'webm'], '--crf must be a number from 0 to 63'],
  [['--crf', '20.5', '--container', 'webm'], '--crf must be a whole number with libvpx-vp9, not 20.5'],
  [['--preset', 'fast', '--container', 'webm'], '--preset cannot be used with libvpx-vp9'],
  [
    ['--container', 'mp4', '--encoder', 'libvpx-vp9'],
    '--container must be one of webm with libvpx-vp9, not "mp4"',
  ],
  [['--workers', '0'], '--max-workers must be auto or a whole number from 1 to'],
  [
    ['--workers', '1', '--max-workers', '2'],
    '--max-workers and --workers are the same option: give one of them',
  ],
  [['--controls', '-1'], '--controls must be a whole number from 0 to 100000, not -1'],
  [['--quality-floor', '1.5'], '--quality-floor must be a number from 0 to 1, not 1.5'],
  [['--target-distance', '35..25'], '--target-distance must be a band such as 25..35, 25.. or ..35'],
  [
    ['--target-match', '40..160%'],
    '--target-match must be a band such as 40..60%, 40.. or ..60, from 0 to 100',
  ],
  [['--target-ssim', '90..'], '--target-ssim must be a band such as 0.9..'],
  [
    ['--target-distance', '25..35', '--measure', 'off'],
    '--target-distance cannot be used with measure off, as the finished file is measured to see whether it is met',
  ],
  [['--target-ssim', '0.9..', '--strategy', 'single'], '--target-ssim cannot be used with single'],
  [
    ['--target-match', '40..60%', '--quality-floor', '0.9'],
    '--target-match cannot be used with qualityFloor; state the lowest SSIM as a target',
  ],
  [['--distractors', 'nowhere'], 'nowhere'],
  [['--memory-limit', '0'], '--memory-limit'],
  [['--memory-limit', '1.5'], '--memory-limit'],
  [['--max-pixels', '0'], '--max-pixels must be a whole number from 1'],
  [['--max-streams', '0'], '--max-streams must be a whole number from 1 to 1000'],
  [['--max-fps', '0'], '--max-fps must be a number of frames per second above 0'],
  [['--exclude', 'everything'], '--exclude must be any of geometry'],
  [['--encoder', 'libx265'], '--encoder must be one of libx264, libvpx-vp9'],
  [['--no-such-option'], "unknown option '--no-such-option'"],
])('The options %j are refused with what is allowed, and nothing is created.', async (options, sentence) => {
  await using folder = await temporaryFolder();
  const end = await runInProcess([
    'variants',
    await clipOf(1),
    '-o',
    path.join(folder.path, 'out'),
    ...options,
  ]);
  expect(end.exitCode).toBe(2);
  expect(end.stderr).toContain(sentence);
  expect(end.stderr).toMatch(oneSentence);
  expect(await readdir(folder.path)).toEqual([]);
});

test('A missing input, an unknown command and a missing ffmpeg are refused.', async () => {
  expect((await runInProcess(['variants'])).exitCode).toBe(2);
  expect((await runInProcess(['varaints'])).exitCode).toBe(2);
  const end = await runInProcess(['variants', await clipOf(1), '--ffmpeg', '/nowhere/ffmpeg']);
  expect(end.exitCode).toBe(2);
  expect(end.stderr).toContain('/nowhere/ffmpeg');
});

test('An output folder that cannot be made is refused in one sentence.', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'file');
  await writeFile(file, '');
  for (const out of [file, path.join(file, 'deeper')]) {
    const end = await runInProcess(['variants', await clipOf(1), '-o', out]);
    expect(end.exitCode).toBe(2);
    expect(end.stderr).toMatch(oneSentence);
    expect(end.stderr).toContain('The output folder');
  }
});

test.skipIf(process.platform !== 'linux')(
  'An output folder in a place that takes none is refused and does not hang.',
  async () => {
    const end = await runInProcess(['variants', await clipOf(1), '-o', '/proc/variants']);
    expect(end.exitCode).toBe(2);
    expect(end.stderr).toContain('The output folder "/proc/variants" cannot be made');
  },
);

test('An input beyond a limit is refused with the limit.', async () => {
  await using folder = await temporaryFolder();
  const end = await runInProcess([
    ...['variants', await clipOf(2), '-o', path.join(folder.path, 'out'), '--max-duration', '1'],
  ]);
  expect(end.exitCode).toBe(2);
  expect(end.stderr).toMatch(/has 2(\.\d+)? seconds, more than/);
  expect(await readdir(folder.path)).toEqual([]);
});

test('With --json a refusal leaves standard output empty.', async () => {
  const end = await runInProcess(['variants', '/nowhere.mp4', '--json']);
  expect(end).toMatchObject({ exitCode: 2, stdout: '' });
});
