import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commandEntries } from './commands/commands.ts';
import { clipOf } from './testing/clip.ts';
import { runCommand } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { isUtf8 } from './text/symbols.ts';

test.each([
  [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
  [{ LC_ALL: '', LC_CTYPE: 'de_DE.utf8', LANG: 'C' }, true],
  [{ LC_CTYPE: 'de_DE.ISO-8859-1', LANG: 'de_DE.UTF-8' }, false],
  [{ LANG: 'C.UTF-8' }, true],
  [{ LANG: 'POSIX' }, false],
  [{}, false],
])('Of %j it is true that text is UTF-8: %j.', (variables, expected) => {
  expect(isUtf8(variables, 'linux')).toBe(expected);
});

test('On Windows, which has no locale of this kind, text is what the console shows.', () => {
  expect(isUtf8({}, 'win32')).toBe(true);
});

/** What stands in a text beyond ASCII. */
const beyondAscii = (text: string) => [...new Set(text.match(/[^\0-\u007f]/g))];

test('The help of no command needs more than ASCII.', async () => {
  for (const args of [['--help'], ...commandEntries.map(({ name }) => [name, '--help'])]) {
    const { stdout, stderr } = await runInProcess(args);
    expect(beyondAscii(stdout + stderr), args.join(' ')).toEqual([]);
  }
});

test('Where the locale is C, a command prints ASCII alone, but for the names of files, which are what they are.', async () => {
  await using folder = await temporaryFolder();
  const cwd = folder.path;
  await copyFile(await clipOf(1), path.join(cwd, 'žluť.mp4'));
  await writeFile(path.join(cwd, 'broken.mp4'), 'no video');
  const circle = { name: 'a', steps: [{ recipe: 'b' }], recipes: { b: { steps: [{ recipe: 'b' }] } } };
  await writeFile(path.join(cwd, 'circle.json'), JSON.stringify(circle));
  await writeFile(
    path.join(cwd, 'own.json'),
    JSON.stringify({ name: 'own', steps: [{ name: 'text', params: { text: 'déjà vu' } }] }),
  );
  const quick = ['--preset', 'ultrafast', '--level', 'light'];
  const commands: readonly (readonly [words: readonly string[], exitCode: number])[] = [
    [['batch', 'žluť.mp4', 'broken.mp4', '-n', '2', ...quick, '-o', 'out'], 1],
    [['plan', 'žluť.mp4', '-n', '1', '--recipe', 'own.json', '--explain'], 0],
    [['plan', 'žluť.mp4', '-n', '1', '--recipe', 'circle.json'], 2],
    [
      [
        'apply',
        'žluť.mp4',
        'x.mp4',
        '--step',
        'text text="déjà vu" size=0.1 x=0.5 y=0.5 colour=ffffff style=box',
        '--preset',
        'ultrafast',
      ],
      0,
    ],
    [['recipe', 'check', 'own.json'], 0],
    [['match', 'out', '--detector', 'vpdq'], 0],
    [['evaluate', 'out', 'out/matches.csv'], 0],
    [['catalogue'], 0],
    [['workers'], 0],
    [['probe', 'žluť.mp4'], 0],
  ];
  for (const [words, exitCode] of commands) {
    const end = await runCommand(words, { cwd, env: { LC_ALL: 'C' } });
    expect(end.exitCode, `${words.join(' ')}\n${end.stderr}`).toBe(exitCode);
    const said = (end.stdout + end.stderr).replaceAll('žluť', 'NAME');
    // A command line that is shown has to do the same when it is pasted.
    const own = said.replaceAll(/^ffmpeg .*$/gm, '');
    expect(beyondAscii(own), `${words.join(' ')}\n${own}`).toEqual([]);
  }
  const { stdout } = await runCommand(commands[0]?.[0] ?? [], { cwd, env: { LC_ALL: 'C' } });
  expect(stdout).toMatch(/^\+-+\+-/);
  expect(stdout).toContain('žluť.v001');
  const usual = await runCommand(commands[0]?.[0] ?? [], { cwd });
  expect(usual.stdout).toMatch(/^┌─+┬/);
  // What others read is UTF-8, whatever the terminal shows.
  expect(await readFile(path.join(cwd, 'out', 'manifest.json'), 'utf8')).toContain('žluť');
});
