import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { evaluationLineSchema } from '@variegate/evaluation';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, runCommand } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** A folder with a finished set of two variants, and predictions that are its scorable ground truth. */
async function finishedSet(cwd: string): Promise<void> {
  await runCommand(['variants', await clipOf(2), '-n', '2', '--quiet'], { cwd });
  const truth = await readFile(path.join(cwd, 'variants', 'ground_truth_scorable.csv'), 'utf8');
  const [header, ...rows] = truth.trim().split('\n');
  const scored = [`${header},score`, ...rows.map((row, number) => `${row},${1 + number}`)];
  await writeFile(path.join(cwd, 'found.csv'), `${scored.join('\n')}\n`);
}

test('A finished set is exported, and what is found in it is evaluated, as text, as JSON and as a page.', async () => {
  await using folder = await temporaryFolder();
  const cwd = folder.path;
  await finishedSet(cwd);
  const exported = await runCommand(['export', 'variants', '--format', 'vsc2022,csv', '--json'], { cwd });
  expect(exported).toMatchObject({ exitCode: 0, stderr: '' });
  expect(parseLines(exported.stdout)).toMatchObject([
    { type: 'export', format: 'vsc2022', variants: 2, references: 1 },
    { type: 'export', format: 'csv' },
    { type: 'summary', exports: 2 },
  ]);
  const queries = path.join(cwd, 'variants', 'export', 'vsc2022', 'queries');
  expect((await readdir(queries)).every(name => /^Q[0-9a-f]{16}\.mp4$/.test(name))).toBe(true);

  const text = await runCommand(['evaluate', 'variants', 'found.csv'], { cwd });
  expect(text).toMatchObject({ exitCode: 0, stderr: '' });
  expect(text.stdout).toMatch(
    /^Your detector finds 100\.0 % at precision 0\.9; no transformation stands out\.\n/,
  );

  const missing = path.join(cwd, 'some.csv');
  const rows = (await readFile(path.join(cwd, 'found.csv'), 'utf8')).split('\n');
  const [first = ''] = rows[1]?.split(',') ?? [];
  await writeFile(missing, rows.filter(row => !row.startsWith(first)).join('\n'));
  await runCommand(['report', 'variants', '--pictures', '0'], { cwd });
  const args = ['evaluate', 'variants', 'some.csv', '--html', 'page.html', '--pictures', '1', '--json'];
  const json = await runCommand(args, { cwd });
  expect(json).toMatchObject({ exitCode: 0, stderr: '' });
  for (const line of parseLines(json.stdout)) evaluationLineSchema.parse(line);
  expect(parseLines(json.stdout)[0]).toMatchObject({ missed: { count: 1, hardest: [{ queryId: first }] } });
  const page = await readFile(path.join(cwd, 'page.html'), 'utf8');
  expect(page).toContain('<h1>Your detector finds 50.0 % at precision 0.9; ');
  expect(page).toContain(`<a href="variants/report.html#v-`);
  expect(page).toMatch(/<img src="data:image\/jpeg;base64,/);
  expect(page).not.toMatch(/<script|<link|src="(?!data:)/);

  const alone = await runCommand(
    ['evaluate', '--ground-truth', path.join('variants', 'ground_truth_scorable.csv'), 'some.csv'],
    { cwd },
  );
  expect(alone.stdout).toMatch(/^Your detector finds 50\.0 % at precision 0\.9\.\n/);
});

test('What makes no sense is one sentence with its line, and exit code 2.', async () => {
  await using folder = await temporaryFolder();
  const truth = path.join(folder.path, 'truth.csv');
  const found = path.join(folder.path, 'found.csv');
  await writeFile(truth, 'query_id,ref_id\nQ1,R1\n');
  await writeFile(found, 'query_id,ref_id,score\nQ1,R1,1\nQ1,R2,nan\n');
  const refused = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runInProcess([...args]);
    expect({ exitCode, stdout, lines: stderr.trim().split('\n').length }).toEqual({
      ...{ exitCode: 2, stdout: '', lines: 1 },
    });
    return stderr;
  };
  expect(await refused('evaluate', '--ground-truth', truth, found)).toContain(
    `Line 3 of "${found}" has "nan" as score, which must be a finite number.`,
  );
  expect(await refused('evaluate', '--ground-truth', truth, found, found)).toContain(
    'give the predictions alone',
  );
  expect(await refused('evaluate', found)).toContain('Give the folder and the predictions');
  expect(await refused('evaluate', folder.path, found)).toContain('not a finished output folder');
  expect(await refused('evaluate', '--ground-truth', truth, found, '--precision', '2')).toContain(
    '--precision must be a number above 0 up to 1, not 2.',
  );
  expect(await refused('export', folder.path)).toContain('--format must name one or more formats');
  expect(await refused('export', folder.path, '--format', 'parquet')).toContain(
    '--format must be one or more of vsc2022, disc21',
  );
});
