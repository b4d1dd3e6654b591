import { appendFile, copyFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, summaryOf } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { digestsOf } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const quick = ['--preset', 'ultrafast', '--measure', 'off'];

test('One transformation is planned at the points of a grid, and what a clip cannot have is said.', async () => {
  const clip = await clipOf(1);
  const args = ['plan', clip, '-s', 'single', '--only', 'brightness,horizontal_flip', '--grid', '2'];
  const { exitCode, stdout, stderr } = await runInProcess(args);
  expect(exitCode).toBe(0);
  const names = stdout.split('\n').filter(line => line.includes(': variant, 1 steps'));
  expect(names.map(name => name.split('.').slice(1, 3).join(' ')).sort()).toEqual([
    ...['brightness v001', 'brightness v002', 'horizontal_flip v001'],
  ]);
  expect(stderr).toMatch(
    /^1 variant is left out of .*: horizontal_flip \(it has only one intensity here\)\n$/,
  );
});

test.each([
  [
    ['-s', 'single', '-n', '2'],
    '--count cannot be used with single, which makes a variant for each transformation',
  ],
  [['-s', 'singel'], 'did you mean single?'],
  [['--level', '0.2,1.2'], '--level must be one of light, medium, strong, or a number from 0 to 1, not 1.2'],
  [
    ['--level', 'light,strog'],
    '--level must be one of light, medium, strong, a number from 0 to 1, or a list of them, not "strog"; did you mean strong?',
  ],
  [['--index', '0'], '--index must be numbers of variants from 1, and ranges of them such as 7..9, not "0".'],
  [['-n', '3', '--index', '2..4'], '--index must be numbers from 1 to 3'],
  [['--id', 'abcdef'], '--id must be ids of variants that this run has, not "abcdef".'],
  [['--grid', '3'], '--grid cannot be used without the strategy single, whose grid it is.'],
  [['--recipe', 'trecvid', '--recipe', 'trecvit'], 'did you mean trecvid?'],
  [['--recipe', 'trecvid', '--recipe', 'trecvid'], '--recipe cannot be trecvid twice.'],
])('%j is refused with exit code 2, in one sentence, and nothing is made.', async (args, sentence) => {
  await using folder = await temporaryFolder();
  const end = await runInProcess(['variants', await clipOf(1), ...args, '-o', path.join(folder.path, 'out')]);
  expect(end.stderr).toMatch(/^variegate: [^\n]+\n$/);
  expect(end.stderr).toContain(sentence);
  expect(end.exitCode).toBe(2);
  expect(await readdir(folder.path)).toEqual([]);
});

test('A record is rendered again on the source that the manifest names, and on no other file in its place.', async () => {
  await using folder = await temporaryFolder();
  const clip = path.join(folder.path, 'clip.mp4');
  const [out, again] = [path.join(folder.path, 'out'), path.join(folder.path, 'again')];
  await copyFile(await clipOf(1), clip);
  const levels = ['--level', 'light', '--level', 'medium'];
  const made = await runInProcess([
    ...['variants', clip, '-n', '1', '--only', 'colour', ...levels, ...quick, '-o', out, '--json'],
  ]);
  expect(summaryOf(made.stdout)).toMatchObject({ requested: 2, succeeded: 2 });
  const [{ id = '', output = '' } = {}] = parseLines(made.stdout).filter(
    ({ type }) => type === 'variant-succeeded',
  ) as { id?: string; output?: string }[];
  const record = path.join(out, '.variegate', 'records', `${id}.json`);
  const render = ['render', record, '--measure', 'off', '-o', again];
  expect(await runInProcess(render)).toMatchObject({ exitCode: 0 });
  expect(await digestsOf(again)).toEqual({ [output]: (await digestsOf(out))[output] });

  await appendFile(clip, 'more');
  const changed = await runInProcess([...render, '--force']);
  expect(changed).toMatchObject({ exitCode: 2 });
  expect(changed.stderr).toMatch(/is another file by now .* Name the source with --input\.\n$/);
  const lone = path.join(folder.path, 'lone.json');
  await copyFile(record, lone);
  const lost = await runInProcess(['render', lone, '-o', again]);
  expect(lost).toMatchObject({ exitCode: 2 });
  expect(lost.stderr).toContain('No manifest beside the record');
  await writeFile(path.join(folder.path, 'manifest.json'), '{"sources":7}');
  expect(await runInProcess(['render', lone, '-o', again])).toMatchObject({ exitCode: 2 });
});
