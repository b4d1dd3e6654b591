import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createVariants, createVariantsBatch, findRecord } from './index.ts';
import { otherClip, shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const quick = { preset: 'ultrafast', measure: 'off' } as const;
const drawn = { ...quick, only: ['colour'] } as const;

/** SHA-256 of every variant below a folder, by its path. */
async function digestsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(folder, { recursive: true });
  const media = names.filter(name => /\.v\d+\.[0-9a-f]{6}\.mp4$/.test(name)).sort();
  const digest = async (name: string) =>
    createHash('sha256')
      .update(await readFile(path.join(folder, name)))
      .digest('hex');
  return Object.fromEntries(await Promise.all(media.map(async name => [name, await digest(name)])));
}

async function manifestOf(folder: string) {
  return JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
}

async function queriesOf(folder: string): Promise<readonly (readonly string[])[]> {
  const text = await readFile(path.join(folder, 'ground_truth.csv'), 'utf8');
  const [, ...lines] = text.trim().split('\n');
  return lines.map(line => line.split(',').slice(0, 2));
}

test('Levels may be numbers, which names of files have as thousandths.', async () => {
  await using folder = await temporaryFolder();
  const outDir = path.join(folder.path, 'out');
  const request = { input: await shortClip(), count: 1, level: [0.3, 0.25], controls: 1, ...drawn } as const;
  const { variants = [] } = await createVariants({ ...request, outDir });
  expect(variants.map(({ kind, output }) => `${kind} ${output?.split('.')[1]}`)).toEqual([
    ...['variant l0250', 'variant l0300', 'control l0250', 'control l0300'],
  ]);
  const manifest = await manifestOf(outDir);
  expect(manifest.options.level).toEqual([0.3, 0.25]);
  expect(manifest.variants.map(({ plan }: { plan: { level: number } }) => plan.level)).toEqual([
    ...[0.25, 0.3, 0.25, 0.3],
  ]);
});

test('Several levels go into one folder with one ground truth, and some of it is the same files as the whole.', async () => {
  await using folder = await temporaryFolder();
  const input = await shortClip();
  const whole = path.join(folder.path, 'whole');
  const request = { input, count: 2, level: ['light', 'strong'], controls: 1, ...drawn } as const;
  const summary = await createVariants({ ...request, outDir: whole });
  expect(summary).toMatchObject({ requested: 6, succeeded: 6, resultsError: null });
  expect(summary.variants?.map(({ kind, series, index }) => `${kind} ${series} ${index}`)).toEqual([
    ...['variant light 1', 'variant light 2', 'variant strong 1', 'variant strong 2'],
    ...['control light 1', 'control strong 1'],
  ]);
  const { options, variants } = await manifestOf(whole);
  expect(options).toMatchObject({ level: ['light', 'strong'], count: 2 });
  for (const { series, level, plan, output } of variants) {
    expect([level, plan.level]).toEqual([series, series]);
    expect(output).toMatch(new RegExp(`^short\\.${level}\\.v00[12]\\.`));
  }
  const queries = await queriesOf(whole);
  expect(new Set(queries.map(([query]) => query)).size).toBe(6);
  expect(new Set(queries.map(([, source]) => source))).toEqual(new Set(['short']));

  // A level alone makes the same variants under the names of a run of one level.
  const alone = path.join(folder.path, 'alone');
  const { variants: strong } = await createVariants({
    ...request,
    level: 'strong',
    controls: 0,
    outDir: alone,
  });
  const idsOf = (level: string) =>
    variants.flatMap(({ kind, id, ...one }: { kind: string; id: string; level: string }) =>
      one.level === level && kind === 'variant' ? [id] : [],
    );
  expect(strong?.map(({ id }) => id)).toEqual(idsOf('strong'));
  expect(strong?.[0]?.output).toMatch(/^short\.v001\./);

  const all = await digestsOf(whole);
  const second = path.join(folder.path, 'second');
  const someIndex = await createVariants({ ...request, outDir: second, index: ['2..2'] });
  expect(someIndex).toMatchObject({ requested: 2, succeeded: 2 });
  const third = path.join(folder.path, 'third');
  const [, light2 = '', strong1 = ''] = variants.map(({ id }: { id: string }) => id);
  const someIds = await createVariants({ ...request, outDir: third, id: [light2.slice(0, 6), strong1] });
  expect(someIds.variants?.map(({ id }) => id)).toEqual([light2, strong1]);
  const some = { ...(await digestsOf(second)), ...(await digestsOf(third)) };
  expect(Object.keys(some)).toHaveLength(3);
  expect(all).toMatchObject(some);
});

test('A selection in the folder of its run makes what is missing and leaves the others in the results.', async () => {
  await using folder = await temporaryFolder();
  const request = { input: await shortClip(), outDir: folder.path, count: 3, ...drawn } as const;
  const { variants = [] } = await createVariants(request);
  const before = [await manifestOf(folder.path), await queriesOf(folder.path)] as const;
  await rm(path.join(folder.path, variants[1]?.output ?? ''));
  expect(await createVariants({ ...request, index: [2] })).toMatchObject({ requested: 1, succeeded: 1 });
  const { run: _, ...manifest } = await manifestOf(folder.path);
  const { run: __, ...whole } = before[0];
  expect(manifest).toEqual(whole);
  expect(await queriesOf(folder.path)).toEqual(before[1]);
  // Another run is another set.
  await createVariants({ ...request, seed: 1, index: [2] });
  expect((await manifestOf(folder.path)).variants).toHaveLength(1);
});

test('Recipes that draw the same do not take each other’s files, and each variant says which it is of.', async () => {
  await using folder = await temporaryFolder();
  const of = (name: string) => ({ name, steps: [{ name: 'brightness' }] });
  const recipe = [of('one'), { ...of('other'), count: 2 }];
  const outDir = path.join(folder.path, 'out');
  const summary = await createVariantsBatch({ inputs: [await shortClip()], outDir, recipe, ...quick });
  expect(summary).toMatchObject({ requested: 5, succeeded: 5 });
  const { options, variants } = await manifestOf(outDir);
  expect(options).toMatchObject({ count: null, recipe: [{ name: 'one' }, { name: 'other' }] });
  for (const { series, recipe: by, plan, output } of variants) {
    expect([by.name, plan.recipe.name, output.split('.')[1]]).toEqual([series, series, series]);
  }
  expect(Object.keys(await digestsOf(outDir))).toHaveLength(5);
  expect(await createVariantsBatch({ inputs: [await shortClip()], outDir, recipe, ...quick })).toMatchObject({
    ...{ skipped: 5, renamed: 0 },
  });
});

test.each([
  [{ index: [4] }, 'index must be numbers from 1 to 2, and ranges such as 1..2, not 4.'],
  [{ index: ['2..1'] }, 'index must be numbers from 1 to 2'],
  [{ index: ['x'] }, 'index must be numbers of variants from 1, and ranges of them such as 7..9, not "x".'],
  [{ id: ['abcdef'] }, 'id must be ids of variants that this run has, not "abcdef".'],
  [{ id: ['abc'] }, 'id must be ids of variants, or the first 6 or more'],
  [{ level: ['light', 'light'] }, 'level cannot be light twice.'],
  [{ level: [] }, 'level must be one of light, medium, strong, a number from 0 to 1, or a list of them'],
  [{ level: ['light', 'meduim'] }, 'did you mean medium?'],
  [{ recipe: ['trecvid', 'trecvid'], only: undefined }, 'recipe cannot be trecvid twice.'],
  [{ recipe: ['trecvid', 'disc'], only: undefined }, 'did you mean'],
])('The selection %j is refused in one sentence, and nothing is made.', async (options, sentence) => {
  await using folder = await temporaryFolder();
  const outDir = path.join(folder.path, 'out');
  const making = createVariants({
    input: await shortClip(),
    outDir,
    count: 2,
    ...drawn,
    ...(options as object),
  });
  await expect(making).rejects.toThrow(sentence);
  expect(await stat(outDir).catch(() => null)).toBeNull();
});

test('A number beyond the usual count is there, unless somebody says how many there are.', async () => {
  await using folder = await temporaryFolder();
  const request = { input: await shortClip(), outDir: folder.path, dryRun: true, ...drawn };
  const { variants } = await createVariants({ ...request, index: [9] });
  expect(variants?.map(({ index }) => index)).toEqual([9]);
});

test('A tree of outputs has the folders of its inputs, with safe names, and is found again when it is run again.', async () => {
  await using folder = await temporaryFolder();
  const inputs = path.join(folder.path, 'in');
  const outDir = path.join(folder.path, 'out');
  for (const below of ['2024/may', 'manifest.json', 'deep/con'])
    await mkdir(path.join(inputs, below), { recursive: true });
  await copyFile(await shortClip(), path.join(inputs, '2024/may/clip.mp4'));
  await copyFile(await otherClip(), path.join(inputs, 'manifest.json/clip.mp4'));
  const request = { inputs: [inputs], recursive: true, outDir, count: 1, ...drawn };
  await createVariantsBatch(request);
  const flat = Object.keys(await digestsOf(outDir));
  expect(flat.every(name => /^clip~[0-9a-f]{4}\.v001\./.test(name))).toBe(true);

  const tree = { ...request, tree: true };
  expect(await createVariantsBatch(tree)).toMatchObject({ requested: 2, skipped: 2, renamed: 2 });
  const names = Object.keys(await digestsOf(outDir));
  expect(names.map(name => name.replace(/\.v001\..*/, ''))).toEqual(['2024/may/clip', '_manifest.json/clip']);
  expect(await queriesOf(outDir)).toEqual(
    names.map(name => [name.replace(/\.mp4$/, ''), name.replace(/\.v001.*/, '')]),
  );
  const record = await findRecord(path.join(outDir, names[0] ?? ''));
  expect(record).toMatchObject({ output: names[0], source: { stem: '2024/may/clip' } });
  expect(await createVariantsBatch(tree)).toMatchObject({ skipped: 2, renamed: 0 });

  // A file that is named, as in a list, says itself where its tree begins.
  const marked = [`${inputs}/./2024/may/clip.mp4`];
  expect(await createVariantsBatch({ ...tree, inputs: marked })).toMatchObject({ skipped: 1, renamed: 0 });
});

test.skipIf(process.platform === 'win32')('A folder of a tree that is a link is not followed.', async () => {
  await using folder = await temporaryFolder();
  const inputs = path.join(folder.path, 'in');
  const outDir = path.join(folder.path, 'out');
  const elsewhere = path.join(folder.path, 'elsewhere');
  for (const place of [path.join(inputs, 'sub'), outDir, elsewhere]) await mkdir(place, { recursive: true });
  await copyFile(await shortClip(), path.join(inputs, 'sub/clip.mp4'));
  await symlink(elsewhere, path.join(outDir, 'sub'));
  const request = { inputs: [inputs], recursive: true, tree: true, outDir, count: 1, ...drawn };
  const { failed, variants } = await createVariantsBatch(request);
  expect(failed).toBe(1);
  expect(variants?.[0]?.error?.message).toContain('"sub" in it is a link');
  expect(await readdir(elsewhere)).toEqual([]);
});
