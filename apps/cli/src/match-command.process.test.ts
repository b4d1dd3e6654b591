import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, runCommand } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('Controls are found by the built-in detectors, fingerprints are kept, and what is found can be evaluated.', async () => {
  await using folder = await temporaryFolder();
  const cwd = folder.path;
  const env = { XDG_CACHE_HOME: path.join(cwd, 'cache') };
  const out = path.join(cwd, 'out');
  await runInProcess(['batch', await clipOf(2), '-n', '1', '--controls', '1', '-o', out, '--quiet']);

  const first = await runCommand(['match', 'out', '--json'], { cwd, env });
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  const events = parseLines(first.stdout);
  expect(events.find(({ type }) => type === 'match-progress')).toMatchObject({ of: 3 });
  expect(events.findLast(({ type }) => type === 'match-progress')).toMatchObject({ fingerprinted: 3, of: 3 });
  expect(events.at(-2)).toMatchObject({ type: 'matches', queries: 2, references: 1, decoded: 3 });
  const second = await runCommand(['match', 'out', '-o', 'again.csv', '--json'], { cwd, env });
  expect(parseLines(second.stdout).at(-2)).toMatchObject({ type: 'matches', decoded: 0 });
  const again = path.join(cwd, 'again.csv');
  expect(await readFile(again, 'utf8')).toBe(await readFile(path.join(out, 'matches.csv'), 'utf8'));

  const evaluated = await runInProcess(['evaluate', out, again, '--json']);
  const [evaluation] = parseLines(evaluated.stdout) as unknown as [
    { groups: readonly { dimension: string; value: string; recall: { value: number } }[] },
  ];
  const controls = evaluation.groups.find(
    ({ dimension, value }) => dimension === 'kind' && value === 'control',
  );
  expect(controls?.recall.value).toBe(1);
});

test('A program of the user’s own gets a list of the videos, and what it writes is checked and kept.', async () => {
  await using folder = await temporaryFolder();
  const variants = path.join(folder.path, 'variants');
  const mine = path.join(folder.path, 'mine.csv');
  await runInProcess(['variants', await clipOf(2), '-n', '1', '-o', variants, '--quiet']);
  const detector = path.join(folder.path, 'my detector.mjs');
  const run = async (body: string) => {
    await writeFile(detector, `import { readFileSync, writeFileSync } from 'node:fs';\n${body}`);
    const command = `'${process.execPath}' "${detector}" --flag`;
    return runInProcess(['match', variants, '--command', command, '-o', mine]);
  };
  const header = 'query_id,ref_id,query_start,query_end,ref_start,ref_end,score';
  const works = await run(`
    const [flag, list, out] = process.argv.slice(2);
    const rows = readFileSync(list, 'utf8').trim().split('\\n').slice(1).map(line => line.split(','));
    const [ref] = rows.filter(([, role]) => role === 'reference');
    const [query] = rows.filter(([, role]) => role === 'query');
    readFileSync(query[2]);
    writeFileSync(out, '${header}\\n' + [query[0], ref[0], 0, 1, 0, 1, flag === '--flag' ? 7 : 0].join() + '\\n');
  `);
  expect(works).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await readFile(mine, 'utf8')).toMatch(
    new RegExp(`^${header}\\nQ[0-9a-f]{16},R[0-9a-f]{16},0,1,0,1,7\\n$`),
  );
  const fails = await run(`console.error('no model here'); process.exit(3);`);
  expect(fails).toMatchObject({ exitCode: 2, stdout: '' });
  expect(fails.stderr).toContain('ended with exit code 3: no model here.');
  const silent = await run('');
  expect(silent).toMatchObject({ exitCode: 2, stdout: '' });
  expect(silent.stderr).toContain('matches.csv" does not exist.');
  const unknown = await run(`writeFileSync(process.argv.at(-1), '${header}\\nQ1,R1,0,1,0,1,1\\n');`);
  expect(unknown.stderr).toMatch(/Line 2 of ".*" has "Q1" as query_id, which the set does not have\./);
  const missing = await runInProcess(['match', variants, '--command', 'no-such-detector']);
  expect(missing).toMatchObject({ exitCode: 2, stdout: '' });
  expect(missing.stderr).toContain('"no-such-detector" cannot be started (ENOENT)');
});
