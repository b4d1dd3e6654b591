import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createVariants, planVariants, type VariegateEvent } from './index.ts';
import { clipWithoutAudio, shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const quick = { preset: 'ultrafast', measure: 'off', strategy: 'single' } as const;

async function linesOf(folder: string): Promise<readonly (readonly string[])[]> {
  const text = await readFile(path.join(folder, 'ground_truth.csv'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map(line => line.split(','));
}

test('Each transformation is made alone at each point of its grid, and all results say which and how strong.', async () => {
  await using folder = await temporaryFolder();
  const outDir = path.join(folder.path, 'out');
  const request = { input: await shortClip(), outDir, only: ['brightness', 'crop'], controls: 1, ...quick };
  const events: VariegateEvent[] = [];
  const summary = await createVariants({ ...request, onEvent: event => void events.push(event) });
  expect(summary).toMatchObject({ requested: 7, succeeded: 7, strategy: 'single', resultsError: null });
  expect(summary.variants?.map(({ kind, series, index }) => [kind, series, index])).toEqual([
    ...['brightness', 'crop'].flatMap(name => [1, 2, 3].map(point => ['variant', name, point])),
    ['control', undefined, 1],
  ]);

  const manifest = JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8'));
  expect(manifest.options).toMatchObject({ strategy: 'single', grid: 3 });
  const [header, ...rows] = await linesOf(outDir);
  expect(header?.slice(6)).toEqual(['transformation', 'intensity']);
  const truth = new Map(rows.map(row => [row[0], row.slice(6)]));
  for (const variant of manifest.variants) {
    const query = path.parse(variant.output).name;
    if (variant.kind === 'control') {
      expect(truth.get(query)).toEqual(['', '0']);
      continue;
    }
    const { transformation, intensity } = variant.plan.single;
    expect(variant).toMatchObject({ series: transformation, plan: { steps: [{ name: transformation }] } });
    expect(truth.get(query)).toEqual([transformation, String(intensity)]);
    expect(variant.output).toMatch(
      new RegExp(`^short\\.${transformation}\\.v00${variant.index}\\.[0-9a-f]{6}\\.mp4$`),
    );
    const record = path.join(outDir, '.variegate', 'records', `${variant.id}.json`);
    expect(JSON.parse(await readFile(record, 'utf8'))).toMatchObject({
      series: transformation,
      level: variant.plan.level,
      plan: { single: { transformation, intensity } },
    });
  }
  expect(await createVariants(request)).toMatchObject({ succeeded: 0, skipped: 7, renamed: 0 });
});

test('What a source cannot have is left out, counted nowhere and said; the plans of the others stay.', async () => {
  await using folder = await temporaryFolder();
  const outDir = path.join(folder.path, 'out');
  const events: VariegateEvent[] = [];
  const plan = async (only: readonly string[], input: string) =>
    planVariants({ input, outDir, only, ...quick, onEvent: event => void events.push(event) });
  const silent = await clipWithoutAudio();
  const jobs = await plan(['echo', 'horizontal_flip', 'brightness'], silent);
  expect(jobs.map(({ series, index }) => `${series} ${index}`).sort()).toEqual([
    ...['brightness 1', 'brightness 2', 'brightness 3', 'horizontal_flip 1'],
  ]);
  expect(events).toEqual([
    expect.objectContaining({
      type: 'variants-left-out',
      source: silent,
      transformations: expect.arrayContaining([
        { name: 'echo', variants: 3, reason: 'the source has no sound' },
        { name: 'horizontal_flip', variants: 2, reason: 'it has only one intensity here' },
      ]),
    }),
  ]);
  const [alone] = await plan(['brightness'], silent);
  expect(jobs.map(({ id }) => id)).toContain(alone?.id);
  expect(await stat(outDir).catch(() => null)).toBeNull();
});

test('A grid of five has five points, from the weakest to the strongest.', async () => {
  const jobs = await planVariants({
    ...{ input: await shortClip(), outDir: 'out', only: ['brightness'], grid: 5, ...quick },
  });
  const intensities = jobs.map(({ plan }) => plan.single?.intensity ?? -1);
  expect(intensities).toHaveLength(5);
  expect(intensities).toEqual(intensities.toSorted((one, other) => one - other));
});

test.each([
  [{ count: 3 }, 'count cannot be used with single, which makes a variant for each transformation'],
  [{ level: 'light' }, 'level cannot be used with single'],
  [{ recipe: 'trecvid' }, 'strategy cannot be used with a recipe.'],
  [{ grid: 0 }, 'grid must be a whole number from 1 to 20, not 0.'],
  [{ strategy: 'standard', grid: 3 }, 'grid cannot be used without the strategy single, whose grid it is.'],
  [{ strategy: 'singel' }, 'did you mean single?'],
  [{ only: ['crpo'] }, 'did you mean crop?'],
  [{ exclude: ['geometry', 'colour', 'texture', 'time', 'overlay', 'audio', 'encoding'] }, 'every'],
])(
  'A set of single transformations with %j is refused in one sentence, and nothing is made.',
  async (options, sentence) => {
    await using folder = await temporaryFolder();
    const outDir = path.join(folder.path, 'out');
    const making = createVariants({ input: await shortClip(), outDir, ...quick, ...(options as object) });
    await expect(making).rejects.toThrow(sentence);
    expect(await stat(outDir).catch(() => null)).toBeNull();
  },
);
