import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { shortClip } from '../../packages/benchmark/src/testing/clip.ts';
import { temporaryFolder } from '../../packages/benchmark/src/testing/temporary-folder.ts';

const script = fileURLToPath(new URL('main.ts', import.meta.url));

/** Runs the generator at its smallest, with scratch files in a folder that can be looked into. */
async function generate(folder: string, ...args: readonly string[]) {
  const scratch = path.join(folder, 'tmp');
  await mkdir(scratch, { recursive: true });
  const words = [script, '--size', 'tiny', '--out', path.join(folder, 'docs'), ...args];
  const ran = promisify(execFile)(process.execPath, words, { env: { ...process.env, TMPDIR: scratch } });
  const { stderr, code } = await ran.then(
    end => ({ ...end, code: 0 }),
    (failure: { readonly stderr: string; readonly code: number }) => failure,
  );
  expect(await readdir(scratch)).toEqual([]);
  return { stderr, code };
}

test('Scenarios become sections of the page, of the report and of the results; a later run keeps the others.', async () => {
  await using folder = await temporaryFolder();
  const input = ['--input', await shortClip()];
  const sizes = ['--seeds', '1', '--longest-chain', '1'];
  const first = await generate(folder.path, ...input, ...sizes, '--only', 'chain-cost,look,scaling-chain');
  expect(first).toMatchObject({ code: 0 });
  const docs = path.join(folder.path, 'docs');
  const read = (name: string) => readFile(path.join(docs, name), 'utf8');
  const page = await read('benchmarks.md');
  expect(page).toContain('## What a chain costs beside its encode');
  expect(page).toMatch(/\| short\.mp4, 256x192, 1\.0 s \| all \| 1 \| \d+\.\d\d \|/);
  expect(page).toMatch(/\| short\.mp4, 256x192, 1\.0 s \| 1 \| all \| 0\.9\d\d\d \|/);
  expect((await read('benchmarks.html')).match(/<svg /g)?.length).toBeGreaterThanOrEqual(3);

  const second = await generate(folder.path, ...input, '--only', 'plan-speed');
  expect(second).toMatchObject({ code: 0 });
  const { sections } = JSON.parse(await read('benchmarks.json')) as { sections: { name: string }[] };
  expect(sections.map(({ name }) => name)).toEqual(['chain-cost', 'look', 'plan-speed', 'scaling-chain']);
  expect(await read('benchmarks.md')).toContain('Of an earlier run.');
});

test('An unknown scenario, an invalid size and a missing clip are reported, and nothing is written.', async () => {
  await using folder = await temporaryFolder();
  expect(await generate(folder.path, '--only', 'magic')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no scenario "magic"'),
  });
  expect(await generate(folder.path, '--seeds', 'few')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--seeds must be a number above 0, not few.'),
  });
  expect(await generate(folder.path, '--input', 'none.mp4', '--only', 'plan-speed')).toMatchObject({
    code: 2,
  });
  expect(await readdir(folder.path)).toEqual(['tmp']);
});
