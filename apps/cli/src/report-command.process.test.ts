import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, runCommand } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('A report of a finished folder is one page, and says where it is and how much is in it.', async () => {
  await using folder = await temporaryFolder();
  const cwd = folder.path;
  await runCommand(['variants', await clipOf(2), '-n', '1', '--quiet'], { cwd });

  const written = await runCommand(['report', 'variants', '-o', 'page.html', '--json'], { cwd });
  expect(written).toMatchObject({ exitCode: 0, stderr: '' });
  const file = path.join(cwd, 'page.html');
  expect(parseLines(written.stdout)[0]).toMatchObject({ type: 'report', path: file, listed: 1, pictured: 1 });
  expect(await readFile(file, 'utf8')).toContain('<h1>1 variant of ');

  const printed = await runCommand(['report', 'variants', '--pictures', '0'], { cwd });
  expect(printed.stdout).toMatch(/report\.html: [\d.]+ kB; 1 variants, 0 with frames\n$/);
});

test('A missing folder, a page that is not HTML, and too many pictures are refused by name.', async () => {
  await using folder = await temporaryFolder();
  const refused = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runInProcess(['report', folder.path, ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    return stderr;
  };
  expect(await refused()).toContain('not a finished output folder');
  expect(await refused('-o', 'clip.mp4')).toContain(
    '--out must be a file name that ends in .html, not "clip.mp4"',
  );
  expect(await refused('--pictures', '501')).toContain(
    '--pictures must be a whole number from 0 to 500, not 501',
  );
});
