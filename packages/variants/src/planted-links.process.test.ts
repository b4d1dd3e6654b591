import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createVariants } from './index.ts';
import { shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function runBeside(folder: string, name: string, leadsTo: string, more: object = {}) {
  const outDir = path.join(folder, 'out');
  await mkdir(path.dirname(path.join(outDir, name)), { recursive: true });
  await symlink(leadsTo, path.join(outDir, name));
  return createVariants({ input: await shortClip(), outDir, count: 1, measure: 'off', ...more });
}

test.each(['.variegate', '.variegate/records', '.variegate/lock', '.variegate/searches'])(
  'A run refuses an output folder with a link in the place of %s, and writes nothing where that leads.',
  async name => {
    await using folder = await temporaryFolder();
    const outside = path.join(folder.path, 'outside');
    await mkdir(outside);
    const strategy = name.endsWith('searches') ? 'enhanced_metrics' : 'standard';
    await expect(runBeside(folder.path, name, outside, { strategy })).rejects.toMatchObject({
      code: 'VARIANTS_OUTPUT_FOLDER_UNUSABLE',
      message: expect.stringContaining(`"${name}" in it is a link, and links in it are not followed.`),
    });
    expect(await readdir(outside)).toEqual([]);
  },
);

test('A run adds nothing to what a link in the place of the journal leads to, and says why it does not begin.', async () => {
  await using folder = await temporaryFolder();
  const outside = path.join(folder.path, 'outside');
  await writeFile(outside, 'precious');
  await expect(runBeside(folder.path, 'journal.jsonl', outside)).rejects.toMatchObject({
    code: 'RUNNER_OUTPUT_UNWRITABLE',
    message: expect.stringContaining('journal.jsonl" is a link or no regular file, and is left as it is.'),
  });
  expect(await readFile(outside, 'utf8')).toBe('precious');
});

test.each([
  ...['.variegate/planned.jsonl', '.variegate/manifest.json.part', 'manifest.json'],
  ...['ground_truth.csv', 'ground_truth_scorable.csv'],
])('A run makes its files in the place of a link %s, and what that leads to stays.', async name => {
  await using folder = await temporaryFolder();
  const outside = path.join(folder.path, 'outside');
  await writeFile(outside, 'precious');
  expect(await runBeside(folder.path, name, outside)).toMatchObject({ succeeded: 1, resultsError: null });
  expect(await readFile(outside, 'utf8')).toBe('precious');
  const manifest = await readFile(path.join(folder.path, 'out', 'manifest.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ tool: 'variegate' });
});
