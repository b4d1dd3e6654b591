import { expect, test } from 'vitest';
import { RequestInvalidError } from '../errors.ts';
import { runOptionsOf } from '../runtime/open-batch.ts';
import { batchCancelSchema } from './batch-requested-schema.ts';
import { parseBatchRequest } from './parse-batch-request.ts';

const good = { batchId: 'archive-1', outDir: 'out', inputs: ['a.mp4'] };

const bad: readonly (readonly [name: string, value: unknown, path: string, message: RegExp])[] = [
  ['is not an object', 'hello', '', /expected object/],
  ['has an unknown field', { ...good, weather: 'wet' }, 'weather', /^is not a field of a request$/],
  ['has nearly a field', { ...good, colour: 'red' }, 'colour', /; did you mean alphaColour\?$/],
  [
    'has a count beside a grid',
    { ...good, strategy: 'single', count: 2 },
    'count',
    /cannot be used with single/,
  ],
  ['has a grid of nothing', { ...good, grid: 2 }, 'grid', /cannot be used without the strategy single/],
  ['has one level twice', { ...good, level: ['light', 'light'] }, 'level', /cannot be light twice/],
  ['selects a variant that is not', { ...good, count: 2, index: ['2..3'] }, 'index', /numbers from 1 to 2/],
  ['selects no id', { ...good, id: ['../x'] }, 'id', /ids of variants/],
  ['has no tree', { ...good, tree: 'yes' }, 'tree', /must be true or false/],
  [
    'asks for more than 100,000 by levels',
    { ...good, count: 50_000, level: ['light', 'medium', 'strong'] },
    'count',
    /150000 variants are asked for/,
  ],
  ['has nearly a field', { ...good, stratgy: 'standard' }, 'stratgy', /; did you mean strategy\?$/],
  ['has nearly a level', { ...good, level: 'ligth' }, 'level', /; did you mean light\?$/],
  ['has no name', { ...good, batchId: undefined }, 'batchId', /letter or digit/],
  ['has a name that is a path', { ...good, batchId: '../etc' }, 'batchId', /letter or digit/],
  ['has a name of dots', { ...good, batchId: '..' }, 'batchId', /letter or digit/],
  ['has no output folder', { ...good, outDir: '' }, 'outDir', /path of a folder/],
  ['has a zero character in a path', { ...good, inputs: ['a\0b'] }, 'inputs.0', /zero character/],
  ['has a zero character in its folder', { ...good, outDir: 'a\0b' }, 'outDir', /zero character/],
  ...(['outDir', 'inputsFile'] as const).map(
    field =>
      [
        `has half of a surrogate pair as ${field}`,
        { batchId: 'x', outDir: 'out', inputsFile: 'a.txt', [field]: 'a\uD800b' },
        field,
        /^must not contain half of a surrogate pair$/,
      ] as const,
  ),
  ...(['inputs', 'distractors'] as const).map(
    field =>
      [
        `has half of a surrogate pair in ${field}`,
        { ...good, [field]: ['fine.mp4', '\uDC00.mp4'] },
        `${field}.1`,
        /^must not contain half of a surrogate pair$/,
      ] as const,
  ),
  ['has half of a surrogate pair as assets', { ...good, assets: '\uD800' }, 'assets', /halves of surrogate/],
  ['names no input', { ...good, inputs: [] }, 'inputs', /at least one/],
  ['names nothing to work on', { ...good, inputs: undefined }, 'inputs', /exactly one/],
  ['names inputs twice', { ...good, inputsFile: 'list.txt' }, 'inputs', /exactly one/],
  ['asks for 0 variants', { ...good, count: 0 }, 'count', /from 1 to 100000/],
  ['asks for 100,001 variants', { ...good, count: 100_001 }, 'count', /100000/],
  [
    'asks for more than 100,000 of several files',
    { ...good, inputs: ['a', 'b'], count: 50_001 },
    'count',
    /100002 variants are asked for; a batch has at most 100000/,
  ],
  [
    'names 1,001 inputs',
    { ...good, inputs: Array.from({ length: 1001 }, (_, n) => `${n}.mp4`) },
    'inputs',
    /at most 1000; put more into a file/,
  ],
  [
    'is larger than an event may be',
    { ...good, inputs: Array.from({ length: 1000 }, (_, n) => `${n}`.padStart(400, 'x')) },
    '',
    /larger than 250000 bytes; name the inputs in a file/,
  ],
  ['has an unknown strategy', { ...good, strategy: 'wild' }, 'strategy', /must be one of/],
  ['has an invalid seed', { ...good, seed: -1 }, 'seed', /whole number/],
  [
    'has a recipe with an unknown step',
    { ...good, recipe: { name: 'mine', steps: [{ name: 'crpo' }] } },
    'recipe.steps[0].name',
    /^no transformation is called "crpo"; did you mean crop\?$/,
  ],
  [
    'names a module as its recipe',
    { ...good, recipe: './mine.ts' },
    'recipe',
    /^must be a recipe as JSON, or one of .*; files and modules are read by the command line only$/,
  ],
  [
    'has a recipe that asks for more than 100,000 of several files',
    { ...good, inputs: ['a', 'b'], recipe: { name: 'mine', count: 50_001, steps: [] } },
    'count',
    /100002 variants are asked for/,
  ],
  [
    'has a recipe and a strategy',
    { ...good, recipe: 'augly', strategy: 'standard' },
    'strategy',
    /with a recipe/,
  ],
  ['has a priority beyond its bounds', { ...good, priority: 601 }, 'priority', /-600 to 600/],
];

test.for(bad)('A request that %s is refused with the path of what is wrong.', ([, value, path, message]) => {
  let error: unknown;
  try {
    parseBatchRequest(value);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(RequestInvalidError);
  const [issue, ...others] = (error as RequestInvalidError).issues;
  expect(issue?.path).toBe(path);
  expect(issue?.message).toMatch(message);
  expect(others).toEqual([]);
});

test('Everything that is wrong with a request is reported together.', () => {
  expect(() => parseBatchRequest({ ...good, batchId: '/', outDir: '', colour: 1, size: 2 })).toThrow(
    /batchId: .*outDir: .*colour: .*size: /,
  );
});

test('A request arrives as it was sent: nothing is filled in.', () => {
  const largest = { ...good, count: 100_000, level: 'light', priority: -600 };
  expect(parseBatchRequest(largest)).toEqual(largest);
  const byRecipe = {
    ...good,
    recipe: { name: 'mine', level: 'light', steps: [{ name: 'crop', probability: 0.5 }] },
  };
  expect(parseBatchRequest(byRecipe)).toEqual(byRecipe);
  const selected = { ...good, level: ['light', 'strong'], index: [1, '2..3'], id: ['abcdef'], tree: true };
  expect(parseBatchRequest(selected)).toEqual(selected);
  const several = { ...good, recipe: ['trecvid', byRecipe.recipe] };
  expect(parseBatchRequest(several)).toEqual(several);
  const single = { ...good, strategy: 'single', only: ['geometry'], grid: 5 };
  expect(parseBatchRequest(single)).toEqual(single);
});

test('A request of the version before is taken, and what is wrong with it is named as it names it.', () => {
  const former = { ...good, variantsPerFile: 2, format: 'mkv' };
  expect(parseBatchRequest(former)).toEqual(former);
  const { settings, drawing } = runOptionsOf(parseBatchRequest(former), {
    cacheFolder: null,
    minFreeBytes: null,
  });
  expect([settings.encode.container, drawing.count]).toEqual(['mkv', 2]);
  expect(() => parseBatchRequest({ ...good, variantsPerFile: 0 })).toThrow(
    /variantsPerFile: must be a whole/,
  );
  expect(() => parseBatchRequest({ ...good, inputs: ['a', 'b'], variantsPerFile: 50_001 })).toThrow(
    /variantsPerFile: 100002 variants/,
  );
  expect(() => parseBatchRequest({ ...good, count: 2, variantsPerFile: 2 })).toThrow(
    /variantsPerFile: cannot be given together with count, its new name/,
  );
});

test('A cancellation names a batch and nothing else.', () => {
  expect(batchCancelSchema.safeParse({ batchId: 'archive-1' }).success).toBe(true);
  expect(batchCancelSchema.safeParse({ batchId: 'archive-1', outDir: '/' }).success).toBe(false);
});
