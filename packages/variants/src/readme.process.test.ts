import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { otherClip, shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Runs the nth example of the README as it stands there, in a folder with the files that it names. */
async function runExample(nth: number, folder: string): Promise<string> {
  for (const name of ['videos', 'others']) await mkdir(path.join(folder, name));
  await copyFile(await shortClip(), path.join(folder, 'clip.mp4'));
  await copyFile(await shortClip(), path.join(folder, 'videos', 'clip.mp4'));
  await copyFile(await otherClip(), path.join(folder, 'others', 'other.mp4'));
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
  const code = examples[nth]
    ?.replace("'@variegate/variants'", JSON.stringify(new URL('./index.ts', import.meta.url).href))
    .replace("'@variegate/core-filters'", JSON.stringify(import.meta.resolve('@variegate/core-filters')));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '--eval', code ?? ''],
    { cwd: folder },
  );
  return stdout;
}

test('The example of createVariants runs as it stands in the README.', async () => {
  await using folder = await temporaryFolder();
  const stdout = await runExample(0, folder.path);
  expect(stdout).toContain('100 %, 2 of 2\n');
  expect(stdout).toMatch(/clip\.v001\.[0-9a-f]{6}\.mp4 succeeded \d/);
  expect(await readdir(path.join(folder.path, 'variants'))).toContain('ground_truth.csv');
});

test('The example of createVariantsBatch runs as it stands in the README.', async () => {
  await using folder = await temporaryFolder();
  expect(await runExample(1, folder.path)).toBe('3 of 3 files\n');
});

test('The example of a custom chain runs as it stands in the README.', async () => {
  await using folder = await temporaryFolder();
  expect(await runExample(2, folder.path)).toBe('2\n');
  const manifest = await readFile(path.join(folder.path, 'mine', 'manifest.json'), 'utf8');
  const { options, variants } = JSON.parse(manifest) as {
    options: { strategy: string };
    variants: { plan: { steps: { name: string }[] } }[];
  };
  expect(options.strategy).toBe('custom');
  for (const { plan } of variants)
    expect(plan.steps.map(({ name }) => name)).toEqual([
      'crop',
      expect.stringMatching(/^(rotate|perspective)$/),
    ]);
});

test('The example of transformVideo runs as it stands in the README.', async () => {
  await using folder = await temporaryFolder();
  expect(await runExample(3, folder.path)).toMatch(/tilted\.mp4 25 [0-9a-f]{64}\n$/);
  expect((await readdir(folder.path)).sort()).toEqual(['clip.mp4', 'others', 'tilted.mp4', 'videos']);
});

test('The example of VideoProcessingManager runs as it stands in the README.', async () => {
  await using folder = await temporaryFolder();
  const stdout = await runExample(4, folder.path);
  expect(stdout).toMatch(/^[012] run, \d+ MB, \d+\.\d cores$/m);
  expect(stdout).toMatch(/^at most [12] at a time$/m);
});

test('The example of a recipe runs as it stands in the README.', async () => {
  await using folder = await temporaryFolder();
  expect(await runExample(5, folder.path)).toBe('2\n');
});
