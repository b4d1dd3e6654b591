import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf, ffmpeg } from './testing/clip.ts';
import { parseLines, runCommand, summaryOf } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { deterministicManifest, digestsOf } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const recipe = {
  $schema: './recipe.schema.json',
  name: 'mine',
  description: 'A crop, and sometimes more.',
  level: 'light',
  count: 2,
  steps: [
    { name: 'crop', params: { width: { range: [0.6, 0.7] }, height: 0.6 } },
    { oneOf: [{ name: 'hue' }, [{ recipe: 'soft' }, { name: 'gamma' }]], probability: 0.9 },
    { someOf: [{ name: 'text' }, { name: 'shapes' }], count: [0, 1] },
  ],
  recipes: {
    soft: { description: 'Softens it.', steps: [{ name: 'blur', params: { sigma: { oneOf: [1, 2] } } }] },
  },
};
const quick = ['--preset', 'ultrafast', '--measure', 'off'];

async function recipeIn(folder: string, value: unknown = recipe, name = 'mine.json'): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

test('A recipe is explained in words, with five draws.', async () => {
  await using folder = await temporaryFolder();
  const file = await recipeIn(folder.path);
  const { exitCode, stdout } = await runInProcess(['recipe', 'check', file]);
  expect(exitCode).toBe(0);
  const [words = '', shown = ''] = stdout.split('\n\n5 draws ');
  expect(words).toBe(
    [
      'mine: A crop, and sometimes more.',
      'variants of each input: 2, unless --count says otherwise',
      'level: light, unless --level says otherwise',
      'steps, in this order:',
      '  1. crop: width 0.6 to 0.7, height 0.6',
      '  2. one of these (probability 0.9):',
      '     - hue',
      '     - the recipe soft',
      '       then gamma',
      '  3. 0 to 1 of these, in this order:',
      '     - text',
      '     - shapes',
      '',
      'recipe soft: Softens it.',
      'steps, in this order:',
      '  1. blur: sigma one of 1, 2',
    ].join('\n'),
  );
  expect(shown.match(/^draw \d: \d steps$/gm)).toHaveLength(5);
  expect(shown).toMatch(/1\. crop \{"width":0\.6\d*,"height":0\.6,/);

  const json = await runInProcess(['recipe', 'check', file, '--json', '--level', 'strong']);
  const [first, ...draws] = parseLines(json.stdout);
  expect(first).toMatchObject({
    type: 'recipe',
    name: 'mine',
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(draws.map(({ type, level }) => [type, level])).toEqual([
    ...Array.from({ length: 5 }, () => ['draw', 'strong']),
    ['summary', undefined],
  ]);
});

test('The shipped recipes are listed with their sources, and each can be checked.', async () => {
  const { stdout } = await runInProcess(['recipe', 'list', '--json']);
  const recipes = parseLines(stdout).filter(({ type }) => type === 'recipe');
  expect(recipes.map(({ name }) => name)).toEqual(['augly', 'disc21', 'trecvid', 'vsc2022']);
  for (const { name, source } of recipes) {
    expect(source).toMatch(/\d{4}/);
    expect(await runInProcess(['recipe', 'check', String(name)])).toMatchObject({ exitCode: 0, stderr: '' });
  }
  expect((await runInProcess(['recipe', 'list'])).stdout).toContain(
    'trecvid: One of the ten video transformations',
  );
});

test.each([
  [['bake'], 'There is no "variegate recipe bake": it is "check FILE" or "list"'],
  [['check'], 'Name a recipe to check'],
  [['check', 'nowhere.json'], '"nowhere.json" cannot be read'],
])('variegate recipe %j is refused in a sentence.', async (words, sentence) => {
  const end = await runInProcess(['recipe', ...words]);
  expect(end).toMatchObject({ exitCode: 2, stdout: '' });
  expect(end.stderr).toContain(sentence);
});

test.each([
  ['{"name": "mine", "steps": [}', 'is not JSON'],
  [
    { ...recipe, steps: [{ name: 'crpo' }] },
    'steps[0].name: no transformation is called "crpo"; did you mean crop?',
  ],
  [
    { ...recipe, steps: [{ name: 'crop', params: { width: { range: [0.5, 1.5] } } }] },
    'steps[0].params.width.range[1]: cannot be 1.5; allowed: 0.1 to 1 fraction of the width',
  ],
  [
    { ...recipe, steps: [{ name: 'crop', probability: 1.2 }] },
    'steps[0].probability: must be a number from 0 to 1',
  ],
  [
    { ...recipe, recipes: { soft: { steps: [{ recipe: 'soft' }] } } },
    'recipes.soft.steps[0].recipe: recipes cannot contain themselves: soft -> soft',
  ],
])('The recipe %j is refused with exit code 2, and nothing is created.', async (value, sentence) => {
  await using folder = await temporaryFolder();
  const file = await recipeIn(folder.path, value);
  const out = path.join(folder.path, 'out');
  const check = await runInProcess(['recipe', 'check', file]);
  const made = await runInProcess(['variants', await clipOf(1), '--recipe', file, '-o', out]);
  for (const end of [check, made]) {
    expect(end).toMatchObject({ exitCode: 2, stdout: '' });
    expect(end.stderr).toContain(sentence);
    expect(end.stderr).toMatch(/^variegate: [^\n]+\n$/);
  }
  expect(await readdir(folder.path)).toEqual(['mine.json']);
});

test('Variants are made by a recipe, the same once more, and the manifest names it.', async () => {
  await using folder = await temporaryFolder();
  const command = ['variants', await clipOf(1), '--recipe', await recipeIn(folder.path), ...quick, '--json'];
  const out = path.join(folder.path, 'out');
  const end = await runCommand([...command, '-o', out]);
  expect(end.exitCode).toBe(0);
  expect(summaryOf(end.stdout)).toMatchObject({ requested: 2, succeeded: 2 });
  const { options, variants } = (await deterministicManifest(out)) as {
    readonly options: object;
    readonly variants: readonly {
      readonly plan: { readonly steps: readonly { readonly params: object }[] };
    }[];
  };
  expect(options).toMatchObject({ strategy: 'custom', level: 'light', count: 2, recipe: { name: 'mine' } });
  for (const { plan } of variants)
    expect(plan.steps[0]).toMatchObject({ name: 'crop', params: { height: 0.6 } });
  const again = await runCommand([...command, '-o', out]);
  expect(summaryOf(again.stdout)).toMatchObject({ skipped: 2 });
});

test('A step takes an asset by the name of its file, and a name that is none is refused.', async () => {
  await using folder = await temporaryFolder();
  const assets = path.join(folder.path, 'assets');
  await mkdir(assets);
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=90x60', '-frames:v', '1', path.join(assets, 'logo.png'));
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=50x60', '-frames:v', '1', path.join(assets, 'other.png'));
  const withLogo = (asset: string) => ({
    name: 'mine',
    steps: [{ name: 'image_overlay', params: { asset } }],
  });
  const plan = async (asset: string) => {
    const words = [
      '--recipe',
      await recipeIn(folder.path, withLogo(asset)),
      '--assets',
      assets,
      '-n',
      '3',
      '--json',
    ];
    return runInProcess(['plan', await clipOf(1), ...words]);
  };
  const { stdout } = await plan('logo.png');
  const widths = parseLines(stdout).flatMap(({ plan: drawn }) => {
    const { steps = [] } = (drawn ?? {}) as {
      readonly steps?: readonly { params: { asset: { width: number } } }[];
    };
    return steps.map(({ params }) => params.asset.width);
  });
  expect(widths).toEqual([90, 90, 90]);
  const refused = await plan('lgoo.png');
  expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
  expect(refused.stderr).toContain(
    'steps[0].params.asset: "lgoo.png" is not among the assets; did you mean logo.png?',
  );
});

test('A module gives a recipe, or a template that draws by itself.', async () => {
  await using folder = await temporaryFolder();
  const core = import.meta.resolve('@variegate/core-filters');
  const asRecipe = await recipeIn(
    folder.path,
    `const width: number = 0.8;\nexport default { name: 'mine', steps: [{ name: 'crop', params: { width } }] };\n`,
    'recipe.ts',
  );
  const asTemplate = await recipeIn(
    folder.path,
    `import { definePlan } from ${JSON.stringify(core)};\nexport default definePlan([{ name: 'hue' }]);\n`,
    'template.mjs',
  );
  const plan = async (file: string) => runCommand(['plan', await clipOf(1), '-n', '1', '--recipe', file]);
  expect((await plan(asRecipe)).stdout).toContain('1. crop {"width":0.8,');
  expect((await plan(asTemplate)).stdout).toContain('1. hue {');
  expect(await runCommand(['recipe', 'check', asTemplate])).toMatchObject({ exitCode: 0 });
  const durable = [
    'batch',
    await clipOf(1),
    '--durable',
    '--recipe',
    asTemplate,
    '-o',
    path.join(folder.path, 'out'),
  ];
  const refused = await runCommand(durable);
  expect(refused).toMatchObject({ exitCode: 2 });
  expect(refused.stderr).toContain('--recipe can only be a recipe with --durable');
  const empty = await plan(await recipeIn(folder.path, 'export const recipe = 1;\n', 'empty.js'));
  expect(empty).toMatchObject({ exitCode: 2 });
  expect(empty.stderr).toContain('exports no recipe');
});

test('A durable batch makes the same files by a recipe as one that is not.', async () => {
  await using plain = await temporaryFolder();
  await using durable = await temporaryFolder();
  await using own = await temporaryFolder();
  const command = ['batch', await clipOf(1), '--recipe', await recipeIn(own.path), ...quick, '--json'];
  expect(await runCommand([...command, '-o', plain.path])).toMatchObject({ exitCode: 0 });
  expect(await runCommand([...command, '-o', durable.path, '--durable'])).toMatchObject({ exitCode: 0 });
  expect(Object.keys(await digestsOf(durable.path))).toHaveLength(2);
  expect(await digestsOf(durable.path)).toEqual(await digestsOf(plain.path));
  expect(await deterministicManifest(durable.path)).toEqual(await deterministicManifest(plain.path));
});

test('What is measured by bench can be drawn by a recipe.', async () => {
  await using folder = await temporaryFolder();
  const least = ['--variants', '1', '--workers', '1', '--threads', '1', '--repeat', '1'];
  const words = ['--recipe', await recipeIn(folder.path), '-o', folder.path, '--json'];
  const end = await runCommand(['bench', await clipOf(1), ...least, ...words]);
  expect(end.exitCode).toBe(0);
  expect(parseLines(end.stdout).at(-1)).toMatchObject({ work: { strategy: 'custom', level: 'light' } });
});

test('The schema that editors complete recipes by is the one that a shipped recipe names.', async () => {
  const shipped = new URL('../../../packages/core-filters/src/recipe/shipped/trecvid.json', import.meta.url);
  const { $schema } = JSON.parse(await readFile(shipped, 'utf8')) as { readonly $schema: string };
  const schema = JSON.parse(await readFile(new URL($schema, shipped), 'utf8')) as { readonly title: string };
  expect(schema.title).toBe('Recipe of variegate');
});

test('The recipe of the README is one.', async () => {
  await using folder = await temporaryFolder();
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, text = ''] = /```json\n(.*?)```/s.exec(readme) ?? [];
  const end = await runInProcess(['recipe', 'check', await recipeIn(folder.path, text)]);
  expect(end).toMatchObject({ exitCode: 0, stderr: '' });
});
