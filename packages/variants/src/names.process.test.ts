import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createVariants, createVariantsBatch, planVariants, renderPlans, type Summary } from './index.ts';
import { otherClip, shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const drawing = { only: ['colour'], level: 'light', preset: 'ultrafast', measure: 'off' } as const;

/** Two files of one name in different folders, and where the set goes. */
async function twoClips(folder: string) {
  const [a, b] = ['a', 'b'].map(name => path.join(folder, name, 'clip.mp4')) as [string, string];
  for (const file of [a, b]) await mkdir(path.dirname(file));
  await copyFile(await shortClip(), a);
  await copyFile(await otherClip(), b);
  return { a, b, outDir: path.join(folder, 'out') };
}

/** What a folder says that others rely on, without what only the run was like. */
async function contentOf(outDir: string) {
  const media = (await readdir(outDir)).filter(name => name.endsWith('.mp4')).toSorted();
  const { run: _, ...manifest } = JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8'));
  const groundTruth = await readFile(path.join(outDir, 'ground_truth.csv'), 'utf8');
  return { media, manifest, groundTruth };
}

const digestOf = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

test('What a folder holds follows from the request alone, whatever was made in it before, and nothing is rendered twice.', async () => {
  await using folder = await temporaryFolder();
  const { a, b, outDir } = await twoClips(folder.path);
  const fresh = { ...drawing, inputs: [b, a], count: 1 };
  await createVariantsBatch({ ...fresh, outDir: path.join(folder.path, 'fresh') });

  await createVariants({ ...drawing, input: a, count: 1, outDir });
  await createVariants({ ...drawing, input: b, count: 1, outDir });
  const names = (await contentOf(outDir)).media;
  const inodes = await Promise.all(names.map(async name => (await stat(path.join(outDir, name))).ino));
  const summary = await createVariantsBatch({ ...fresh, outDir });
  expect(summary).toMatchObject({ succeeded: 0, skipped: 2, renamed: 2 });
  expect(summary.variants?.map(({ renamedFrom }) => renamedFrom).toSorted()).toEqual(names.toSorted());

  const grown = await contentOf(outDir);
  expect(grown).toEqual(await contentOf(path.join(folder.path, 'fresh')));
  const now = await Promise.all(grown.media.map(async name => (await stat(path.join(outDir, name))).ino));
  expect(now.toSorted()).toEqual(inodes.toSorted());
  const stems = grown.manifest.sources.map(({ stem }: { stem: string }) => stem);
  const refs = grown.groundTruth
    .split('\n')
    .slice(1, -1)
    .map(line => line.split(',')[1]);
  expect(new Set(stems).size).toBe(2);
  expect(new Set(refs)).toEqual(new Set(stems));

  expect(await createVariantsBatch({ ...fresh, outDir })).toMatchObject({ skipped: 2, renamed: 0 });
});

test('A source that was renamed takes its variants with it, and a renaming that was cut short is finished.', async () => {
  await using folder = await temporaryFolder();
  const { a, outDir } = await twoClips(folder.path);
  await createVariants({ ...drawing, input: a, count: 1, outDir });
  const [before = ''] = (await contentOf(outDir)).media;
  const digest = await digestOf(path.join(outDir, before));
  const moved = path.join(path.dirname(a), 'holiday.mp4');
  await rename(a, moved);
  const again = () => createVariants({ ...drawing, input: moved, count: 1, outDir });
  const isWhole = async (summary: Summary) => {
    const { media, groundTruth } = await contentOf(outDir);
    expect(summary).toMatchObject({ skipped: 1, succeeded: 0 });
    expect(media).toEqual([before.replace('clip', 'holiday')]);
    expect(await digestOf(path.join(outDir, media[0] ?? ''))).toBe(digest);
    expect(groundTruth.split('\n')[1]).toMatch(/^holiday\.v001\.[0-9a-f]{6},holiday,/);
  };
  await isWhole(await again());
  // As it is after the record was written, and before the file was moved.
  await rename(path.join(outDir, before.replace('clip', 'holiday')), path.join(outDir, before));
  await isWhole(await again());
});

test('Of files with the same bytes the first by path stands for the others, in whichever order they are named.', async () => {
  await using folder = await temporaryFolder();
  const { a, b } = await twoClips(folder.path);
  await copyFile(a, b);
  for (const inputs of [
    [a, b],
    [b, a],
  ]) {
    const outDir = path.join(folder.path, `out-${inputs[0] === a}`);
    const { duplicates } = await createVariantsBatch({ ...drawing, inputs, count: 1, outDir, dryRun: true });
    expect(duplicates).toEqual([{ source: b, duplicateOf: a }]);
  }
});

test('A record is believed about its own file alone: what follows from the request is taken from the request.', async () => {
  await using folder = await temporaryFolder();
  const { a, outDir } = await twoClips(folder.path);
  const options = { ...drawing, input: a, count: 2, outDir };
  await createVariants(options);
  const honest = await contentOf(outDir);
  const [first, second] = await planVariants(options);
  if (first === undefined || second === undefined) throw new Error('no plans');
  const recordFile = path.join(outDir, '.variegate', 'records', `${first.id}.json`);
  const record = JSON.parse(await readFile(recordFile, 'utf8'));

  const segments = [{ variantStart: 0, variantEnd: 9, sourceStart: 5, sourceEnd: 14, direction: 1 }];
  const source = { ...record.source, stem: '=HYPERLINK("http://a")' };
  await writeFile(recordFile, JSON.stringify({ ...record, source, segments }));
  expect(await createVariants(options)).toMatchObject({ skipped: 2, succeeded: 0 });
  expect(await contentOf(outDir)).toEqual(honest);

  const other = JSON.parse(
    await readFile(path.join(outDir, '.variegate', 'records', `${second.id}.json`), 'utf8'),
  );
  const { output, bytes, sha256 } = other;
  await writeFile(recordFile, JSON.stringify({ ...record, output, bytes, sha256 }));
  expect(await createVariants(options)).toMatchObject({ skipped: 1, succeeded: 1 });
  expect(await contentOf(outDir)).toEqual(honest);
});

test('A folder that an earlier version has made keeps its media and its records.', async () => {
  await using folder = await temporaryFolder();
  const { a, outDir } = await twoClips(folder.path);
  const options = { ...drawing, input: a, count: 2, outDir };
  await createVariants(options);
  const before = await contentOf(outDir);
  const records = path.join(outDir, '.variegate', 'records');
  const texts = new Map<string, string>();
  for (const name of await readdir(records)) {
    const { run, ...record } = JSON.parse(await readFile(path.join(records, name), 'utf8'));
    // Before runs had names.
    const { runId: _, ...earlier } = run;
    texts.set(name, JSON.stringify({ ...record, run: earlier }));
    await writeFile(path.join(records, name), texts.get(name) ?? '');
  }
  expect(await createVariants(options)).toMatchObject({ skipped: 2, succeeded: 0, renamed: 0 });
  expect(await contentOf(outDir)).toEqual(before);
  for (const [name, text] of texts) expect(await readFile(path.join(records, name), 'utf8')).toBe(text);
});

test('Limits that were raised hold for verification too, and a plan may make more than a source may have.', async () => {
  await using folder = await temporaryFolder();
  const { a, outDir } = await twoClips(folder.path);
  const plan = {
    ...{ formatVersion: 1, strategy: 'custom', level: 'medium', seed: 0, index: 1, rejected: [] },
    source: { sha256: await digestOf(a) },
    steps: [{ name: 'pad', params: { x: 0.3, y: 0.3, colour: '000000' } }],
  };
  const limits = { maxPixels: 256 * 192, maxFps: 25, maxDurationSeconds: 1.1 };
  const summary = await renderPlans({ input: a, plans: [plan], outDir, measure: 'full', ...limits });
  expect(summary.variants?.map(({ error }) => error)).toEqual([null]);
});
