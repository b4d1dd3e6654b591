import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { builtIn, type Catalogue, type PlanTemplate, parsePlan } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import { createVariants } from './library/create-variants.ts';
import { shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** What the example of core-filters' README exports. */
async function ownExample(
  folder: string,
): Promise<{ readonly catalogue: Catalogue; readonly template: PlanTemplate }> {
  const readme = await readFile(new URL('../../core-filters/README.md', import.meta.url), 'utf8');
  const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
  const code = examples.find(one => one.includes('defineTransformation')) ?? '';
  const file = path.join(folder, 'own.mts');
  const resolved = ['@variegate/core-filters', 'zod'].reduce(
    (text, name) => text.replaceAll(`'${name}'`, JSON.stringify(import.meta.resolve(name))),
    code,
  );
  await writeFile(file, resolved);
  return import(pathToFileURL(file).href);
}

test('The transformation that core-filters’ README declares is drawn, rendered and found again.', async () => {
  await using folder = await temporaryFolder();
  const { catalogue, template } = await ownExample(folder.path);
  expect(catalogue.transformations).toHaveLength(builtIn.length + 1);
  const input = await shortClip();
  const options = { input, outDir: path.join(folder.path, 'out'), count: 1, seed: 3 };
  const first = await createVariants({ ...options, chain: template });
  expect(first.variants?.[0]?.error ?? null).toBeNull();
  expect(first).toMatchObject({ succeeded: 1, skipped: 0 });
  expect(await createVariants({ ...options, chain: template })).toMatchObject({ succeeded: 0, skipped: 1 });
  const text = await readFile(path.join(folder.path, 'out', 'manifest.json'), 'utf8');
  const { variants } = JSON.parse(text) as { readonly variants: readonly { readonly plan: unknown }[] };
  const plan = parsePlan(variants[0]?.plan, catalogue);
  expect(plan.modules).toEqual(['@acme/bands']);
  expect(plan.steps.map(({ name }) => name)).toEqual(['dark_band', 'crop']);

  const drawn = { ...options, catalogue, only: ['dark_band', 'hue'] };
  expect(await createVariants({ ...drawn, outDir: path.join(folder.path, 'drawn') })).toMatchObject({
    succeeded: 1,
  });
});
