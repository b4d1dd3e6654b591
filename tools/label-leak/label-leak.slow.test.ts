import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVariantsBatch } from '@variegate/variants';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isContent } from './content-fields.ts';
import type { LabelledFile } from './labelled-files.ts';
import { makeLookAlikes } from './make-look-alikes.ts';
import { measureSeparation } from './measure-separation.ts';
import { readFields } from './read-fields.ts';

// 60 files of each kind: the accuracy of a guess by chance then spreads by 0.046 about a half, and 0.68 is four times that.
const sourcesOfEachKind = 30;
const filesOfEachSource = 2;
const limit = 0.68;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-label-leak-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('No metadata of the files separates variants, controls and distractors, by a field or a tree of two.', async () => {
  const seeds = Array.from({ length: 2 * sourcesOfEachKind }, (_, place) => place);
  const outDir = join(folder, 'out');
  const summary = await createVariantsBatch({
    inputs: [
      await makeLookAlikes(
        join(folder, 'members'),
        seeds.filter(seed => seed % 2 === 0),
      ),
    ],
    distractors: [
      await makeLookAlikes(
        join(folder, 'others'),
        seeds.filter(seed => seed % 2 === 1),
      ),
    ],
    count: filesOfEachSource,
    controls: filesOfEachSource,
    outDir,
    provenance: false,
    measure: 'off',
  });
  expect(summary).toMatchObject({ failed: 0, cancelled: 0, resultsError: null });

  const files = await labelledFiles(outDir);
  const counts = Map.groupBy(files, ({ label }) => label);
  expect([...counts.keys()].sort()).toEqual(['control', 'distractor', 'variant']);
  const separations = (
    [
      ['variant', 'control'],
      ['variant', 'distractor'],
      ['control', 'distractor'],
    ] as const
  ).map(labels => measureSeparation(files, labels));
  const worst = separations.filter(({ field, tree, fields }) =>
    [field, tree, fields[0]?.accuracy ?? 0].some(accuracy => accuracy > limit),
  );
  expect(worst).toEqual([]);
});

/** What the file says of itself. What edits do to the picture, and so to the bits it takes, is no label. */
async function fieldsOf(file: string): Promise<LabelledFile['fields']> {
  const fields = await readFields(file);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !isContent(name)));
}

interface ManifestVariant {
  readonly kind: string;
  readonly source: string;
  readonly output: string;
}

async function labelledFiles(outDir: string): Promise<readonly LabelledFile[]> {
  const { variants } = JSON.parse(await readFile(join(outDir, 'manifest.json'), 'utf8')) as {
    readonly variants: readonly ManifestVariant[];
  };
  const files: LabelledFile[] = [];
  const waiting = [...variants];
  const workers = Array.from({ length: availableParallelism() }, async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { kind, source, output } = next;
      files.push({ label: kind, group: source, fields: await fieldsOf(join(outDir, output)) });
    }
  });
  await Promise.all(workers);
  // In the order of the manifest again, whichever was read first.
  return files.toSorted((a, b) => (`${a.label} ${a.group}` < `${b.label} ${b.group}` ? -1 : 1));
}
