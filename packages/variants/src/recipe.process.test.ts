import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parsePlan, type Recipe, shippedRecipes } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import { createVariants } from './library/create-variants.ts';
import { planVariants } from './library/plan-variants.ts';
import { shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const input = await shortClip();
const quick = { input, preset: 'ultrafast', measure: 'off' } as const;

test.each([...shippedRecipes.keys()])('Variants are made by the shipped recipe %s.', async name => {
  await using folder = await temporaryFolder();
  const asked = name === 'trecvid' ? {} : { count: 3 };
  const summary = await createVariants({ ...quick, ...asked, outDir: folder.path, recipe: name });
  expect(summary).toMatchObject({ succeeded: name === 'trecvid' ? 10 : 3, failed: 0 });
  const text = await readFile(path.join(folder.path, 'manifest.json'), 'utf8');
  const { options, variants } = JSON.parse(text);
  expect(options).toMatchObject({ strategy: 'custom', recipe: { name, digest: expect.any(String) } });
  for (const { plan } of variants) expect(parsePlan(plan)).toEqual(plan);
});

const nested = [...shippedRecipes.values()].flatMap(({ name, recipes = {} }) =>
  Object.keys(recipes).map(inner => [name, inner, recipes] as const),
);

test.each(nested)('Of the shipped recipe %s, %s can be rendered.', async (_, inner, recipes) => {
  await using folder = await temporaryFolder();
  const recipe: Recipe = { name: 'one', steps: [{ recipe: inner }], recipes };
  const summary = await createVariants({ ...quick, count: 1, outDir: folder.path, recipe });
  expect(summary).toMatchObject({ succeeded: 1, failed: 0 });
});

test('A recipe’s level and count hold where a run does not say them.', async () => {
  const recipe: Recipe = { name: 'mine', level: 'light', count: 2, steps: [{ name: 'crop' }] };
  const jobs = await planVariants({ input, outDir: 'out', recipe });
  expect(jobs.map(({ plan }) => plan.level)).toEqual(['light', 'light']);
  const said = await planVariants({ input, outDir: 'out', recipe, level: 'strong', count: 1 });
  expect(said.map(({ plan }) => plan.level)).toEqual(['strong']);
});
