import { execFile, spawnSync } from 'node:child_process';
import { access, copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const hasPandas = spawnSync('python3', ['-c', 'import pandas, pyarrow']).status === 0;
const hasDatasets = spawnSync('python3', ['-c', 'import datasets']).status === 0;
const vsc2022 = process.env['VSC2022_CHECKOUT'] ?? '';

/** The snippets of the page. */
async function snippets(): Promise<readonly string[]> {
  const page = await readFile(new URL('../../../docs/from-python.md', import.meta.url), 'utf8');
  return [...page.matchAll(/```python\n(.*?)```/gs)].map(match => match[1] ?? '');
}

async function python(code: string, cwd: string): Promise<string> {
  // `datasets` keeps what it has read, and asks its hub for newer code, unless configured otherwise.
  const env = { ...process.env, HF_HOME: path.join(cwd, 'huggingface'), HF_HUB_OFFLINE: '1' };
  return (await promisify(execFile)('python3', ['-c', code], { cwd, env })).stdout;
}

/** What the page says was done before, for one short video. */
async function prepare(cwd: string): Promise<Evaluation> {
  await mkdir(path.join(cwd, 'videos'));
  await copyFile(await clipOf(2), path.join(cwd, 'videos', 'clip.mp4'));
  const dataset = path.join(cwd, 'dataset');
  const done = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runInProcess(args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    return stdout;
  };
  const videos = path.join(cwd, 'videos');
  await done('batch', videos, '-n', '1', '--controls', '1', '-o', dataset, '--quiet');
  await done('export', dataset, '--format', 'vsc2022,csv,huggingface');
  await done('match', dataset);
  const evaluated = await done('evaluate', dataset, path.join(dataset, 'matches.csv'), '--json');
  await writeFile(path.join(cwd, 'evaluation.json'), evaluated);
  return parseLines(evaluated)[0] as unknown as Evaluation;
}

interface Evaluation {
  readonly headline: string;
  readonly measures: Readonly<Record<'segmentAp' | 'pairMicroAp', { readonly value: number }>>;
}

test.skipIf(!hasPandas)('The snippets with pandas run, and read what was exported.', async () => {
  await using folder = await temporaryFolder();
  const { headline } = await prepare(folder.path);
  const [read = '', , score = '', evaluation = ''] = await snippets();
  expect(await python(read, folder.path)).toMatch(/control +medium/);
  await python(score, folder.path);
  const found = path.join(folder.path, 'found.csv');
  const text = await runInProcess(['evaluate', path.join(folder.path, 'dataset'), found]);
  expect(text.stdout).toMatch(/^Your detector finds 100\.0 % at precision 0\.9/);
  expect(await python(evaluation, folder.path)).toContain(headline);
});

test.skipIf(!hasDatasets)('The snippet with datasets loads what was exported.', async () => {
  await using folder = await temporaryFolder();
  await prepare(folder.path);
  const [, snippet = ''] = await snippets();
  const [counted = '', file = ''] = (await python(snippet, folder.path)).split('\n');
  expect(counted).toBe('2 float64');
  expect(file).toMatch(/^dataset\/export\/huggingface\/videos\/clip\.[\w.]+\.mp4$/);
  await access(path.join(folder.path, file));
});

test.skipIf(vsc2022 === '' || !hasPandas)(
  "VSC2022's own evaluator reads an export and gives the same figures.",
  async () => {
    await using folder = await temporaryFolder();
    const { measures } = await prepare(folder.path);
    await symlink(vsc2022, path.join(folder.path, 'vsc2022'));
    const [segmentAp, pairAp] = (await python((await snippets()).at(-1) ?? '', folder.path))
      .split(' ')
      .map(Number);
    expect(segmentAp).toBeCloseTo(measures.segmentAp.value, 5);
    expect(pairAp).toBeCloseTo(measures.pairMicroAp.value, 9);
  },
);
