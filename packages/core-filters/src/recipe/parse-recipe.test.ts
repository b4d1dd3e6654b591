import { expect, test } from 'vitest';
import { z } from 'zod';
import { builtIn } from '../catalogue/catalogue.ts';
import { builtInCatalogue, createCatalogue, inModule } from '../catalogue/create-catalogue.ts';
import { defineTransformation } from '../catalogue/transformation.ts';
import { generatedAssets } from '../generated-assets/generated-assets.ts';
import { planDigest } from '../plan/plan.ts';
import { ordinaryFacts, silentFacts } from '../testing/facts.ts';
import { definePlan, oneOf } from './define-plan.ts';
import { parseRecipe, recipeChain } from './parse-recipe.ts';
import { type Recipe, RecipeInvalidError } from './recipe.ts';
import { shippedRecipes } from './shipped-recipes.ts';

const sourceSha256 = 'cd'.repeat(32);
const request = { level: 'medium', seed: 3, index: 1, sourceSha256, facts: ordinaryFacts } as const;
const recipeOf = (...steps: readonly unknown[]): Recipe => ({ name: 'mine', steps }) as unknown as Recipe;
const crop = { name: 'crop', params: { width: { range: [0.5, 0.7] } } };

/** 2 to the 20th steps, in few words. */
const doubling = Object.fromEntries(
  Array.from({ length: 20 }, (_, n) => {
    const next = n === 19 ? { name: 'crop' } : { recipe: `r${n + 1}` };
    return [`r${n}`, { steps: [next, next] }];
  }),
);

const deep = Array.from({ length: 10_000 }).reduce<unknown>(inner => ({ oneOf: [inner] }), { name: 'crop' });

const bad: readonly (readonly [what: string, recipe: unknown, path: string, message: string | RegExp])[] = [
  ['no object', [], 'recipe', /object/],
  ['no name', { steps: [] }, 'name', /lower-case/],
  ['a name that is a path', { name: '../etc', steps: [] }, 'name', /lower-case/],
  ['no steps', { name: 'mine' }, 'steps', /list of steps/],
  ['an unknown field', { ...recipeOf(crop), sorted: true }, 'sorted', /is not a field here; allowed are/],
  ['a field that is spelled wrong', { ...recipeOf(crop), ordr: 1 }, 'ordr', /did you mean order\?/],
  ['an unknown level', { ...recipeOf(crop), level: 'ligth' }, 'level', /one of light, medium.*mean light\?/],
  ['an unknown order', { ...recipeOf(crop), order: 'rando' }, 'order', /did you mean random\?/],
  ['a count of 0', { ...recipeOf(crop), count: 0 }, 'count', /1 to 100000/],
  [
    'an unknown step',
    recipeOf({ name: 'crpo' }),
    'steps[0].name',
    'no transformation is called "crpo"; did you mean crop?',
  ],
  ['a step of no kind', recipeOf({ params: {} }), 'steps[0]', /one of name, oneOf, someOf, recipe/],
  ['a step of two kinds', recipeOf({ name: 'crop', recipe: 'augly' }), 'steps[0]', /both name and recipe/],
  ['a step that is a text', recipeOf('crop'), 'steps[0]', /must be an object/],
  [
    'an unknown parameter',
    recipeOf({ name: 'crop', params: { widht: 0.5 } }),
    'steps[0].params.widht',
    'crop takes width, height, x, y; did you mean width?',
  ],
  [
    'a value outside of its range',
    recipeOf({ name: 'crop', params: { width: 5 } }),
    'steps[0].params.width',
    'cannot be 5; allowed: 0.1 to 1 fraction of the width',
  ],
  [
    'a range outside of the parameter’s',
    recipeOf({ name: 'crop', params: { width: { range: [0.5, 1.5] } } }),
    'steps[0].params.width.range[1]',
    'cannot be 1.5; allowed: 0.1 to 1 fraction of the width',
  ],
  [
    'a range upside down',
    recipeOf({ name: 'crop', params: { width: { range: [0.9, 0.5] } } }),
    'steps[0].params.width.range',
    /lower one first/,
  ],
  [
    'a range without a value',
    recipeOf({ name: 'crop', params: { width: { range: [0.5001, 0.5004] } } }),
    'steps[0].params.width.range',
    'holds no value, as values have 3 decimals',
  ],
  [
    'a range of words',
    recipeOf({ name: 'text', params: { style: { range: [1, 2] } } }),
    'steps[0].params.style.range[0]',
    'cannot be 1; allowed: shadow, box',
  ],
  [
    'a list with one wrong word',
    recipeOf({ name: 'text', params: { style: { oneOf: ['shadow', 'bax'] } } }),
    'steps[0].params.style.oneOf[1]',
    'cannot be "bax"; allowed: shadow, box; did you mean box?',
  ],
  [
    'parameters that do not fit together',
    recipeOf({ name: 'trim', params: { start: 0.5, end: 0.5 } }),
    'steps[0].params',
    'start and end together at most 0.95',
  ],
  [
    'a probability of 1.2',
    recipeOf({ ...crop, probability: 1.2 }),
    'steps[0].probability',
    'must be a number from 0 to 1, not 1.2',
  ],
  ['no choice', recipeOf({ oneOf: [] }), 'steps[0].oneOf', /one or more/],
  [
    'a wrong step among choices',
    recipeOf({ oneOf: [crop, [crop, { name: 'blurr' }]] }),
    'steps[0].oneOf[1][1].name',
    /did you mean blur\?/,
  ],
  ['more than there are', recipeOf({ someOf: [crop], count: 2 }), 'steps[0].count', /from 0 to 1/],
  ['no count', recipeOf({ someOf: [crop] }), 'steps[0].count', /from 0 to 1/],
  [
    'a recipe that there is not',
    recipeOf({ recipe: 'trecvdi' }),
    'steps[0].recipe',
    'no recipe is called "trecvdi"; did you mean trecvid?',
  ],
  [
    'a wrong step in a nested recipe',
    { ...recipeOf(crop), recipes: { inner: { steps: [{ name: 'huee' }] } } },
    'recipes.inner.steps[0].name',
    /did you mean hue\?/,
  ],
  [
    'a circle',
    {
      ...recipeOf({ recipe: 'a' }),
      recipes: { a: { steps: [{ oneOf: [crop, { recipe: 'b' }] }] }, b: { steps: [{ recipe: 'a' }] } },
    },
    'recipes.b.steps[0].recipe',
    'recipes cannot contain themselves: a -> b -> a',
  ],
  ['itself', recipeOf({ recipe: 'mine' }), 'steps[0].recipe', /contain themselves: mine -> mine/],
  ['too many steps', recipeOf(...Array.from({ length: 201 }, () => crop)), 'steps', /more than 200 steps/],
  [
    'steps without end in few words',
    { ...recipeOf({ recipe: 'r0' }), recipes: doubling },
    'recipes.r12.steps',
    /more than 200 steps/,
  ],
  ['choices without end', recipeOf(deep), `steps[0]${'.oneOf[0]'.repeat(32)}`, /deeper than 32/],
];

test.each(bad)(
  'A recipe with %s is refused with the path and what is allowed.',
  (_, recipe, path, message) => {
    let error: unknown;
    try {
      parseRecipe(recipe);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(RecipeInvalidError);
    const expected = {
      path,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    };
    expect((error as RecipeInvalidError).problems).toContainEqual(expected);
    expect((error as RecipeInvalidError).message).toContain(path);
  },
);

test('Everything that is wrong is reported together, up to what anybody reads.', () => {
  const wrong = recipeOf(
    { name: 'crpo' },
    { ...crop, probability: -1 },
    { name: 'hue', params: { degrees: 'a' } },
  );
  expect(() => parseRecipe(wrong)).toThrow(
    /steps\[0\]\.name: .*steps\[1\]\.probability: .*steps\[2\]\.params\.degrees/,
  );
  const thousands = recipeOf(...Array.from({ length: 100_000 }, () => ({ name: 'crpo' })));
  expect(() => parseRecipe(thousands)).toThrow(RecipeInvalidError);
});

test('A checked recipe is the one that was given, and its chain says what a run does not.', () => {
  const recipe = { ...recipeOf(crop), level: 'light', count: 7 } as const;
  expect(parseRecipe(recipe)).toEqual(recipe);
  const { defaults, recipe: identity } = recipeChain(recipe);
  expect(defaults).toEqual({ level: 'light', count: 7 });
  expect(identity).toEqual({ name: 'mine', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(recipeChain({ ...recipe, $schema: 'elsewhere' }).recipe).toEqual(identity);
});

test('A recipe draws what definePlan draws of the same steps.', () => {
  const steps = [{ name: 'crop' }, oneOf({ name: 'rotate' }, [{ name: 'hue' }, { name: 'text' }])];
  for (let index = 1; index < 20; index++)
    expect(recipeChain(recipeOf(...steps)).draw({ ...request, index })).toEqual(
      definePlan(steps).draw({ ...request, index }),
    );
});

test('What is given of the parameters is kept, and the rest is drawn.', () => {
  const { steps } = recipeChain(
    recipeOf({ name: 'crop', params: { width: 0.8, x: { oneOf: [0, 1] } } }),
  ).draw(request);
  expect(steps[0]?.params).toMatchObject({ width: 0.8, height: expect.any(Number), y: expect.any(Number) });
  expect([0, 1]).toContain(steps[0]?.params['x']);
});

test('Parameters that do not fit the source leave the step out with the reason.', () => {
  const draw = (...steps: readonly unknown[]) =>
    recipeChain(recipeOf(...steps)).draw({ ...request, facts: silentFacts });
  expect(draw({ name: 'gain', params: { decibels: { range: [1, 2] } } }).rejected).toEqual([
    { name: 'gain', reason: 'the source has no sound' },
  ]);
  expect(draw({ name: 'trim', params: { start: 0.9, end: { range: [0.1, 0.9] } } })).toMatchObject({
    steps: [],
    rejected: [{ name: 'trim', reason: 'start and end together at most 0.95' }],
  });
});

test('A nested recipe has its own level, and the outer one that of the run.', () => {
  const widths = (level: 'light' | 'strong', nested?: 'light') => {
    const inner =
      nested === undefined ? { steps: [{ name: 'crop' }] } : { level: nested, steps: [{ name: 'crop' }] };
    const recipe = { ...recipeOf({ recipe: 'inner' }), recipes: { inner }, level: 'medium' } as Recipe;
    return Number(recipeChain(recipe).draw({ ...request, level }).steps[0]?.params['width']);
  };
  expect(widths('strong')).toBeLessThan(0.85);
  expect(widths('strong', 'light')).toBeGreaterThan(0.97);
  expect(widths('light')).toBeGreaterThan(0.97);
});

test('An asset is named by its file, and a name that is none is refused before anything is drawn.', () => {
  const logo = { ...generatedAssets[0]?.facts, sha256: 'ef'.repeat(32) } as never;
  const clip = {
    sha256: '12'.repeat(32),
    kind: 'video',
    width: 64,
    height: 64,
    durationSeconds: 1,
    hasAudio: false,
  } as const;
  const files = new Map([
    ['logo.png', logo],
    ['clip.mp4', clip],
  ]);
  const template = (asset: unknown) =>
    recipeChain(recipeOf({ name: 'image_overlay', params: { asset, size: 0.2 } }));
  const assetOf = (asset: unknown) =>
    template(asset)
      .withAssets?.(files)
      .draw({ ...request, assets: [clip] }).steps[0]?.params['asset'];
  expect(assetOf('logo.png')).toEqual(logo);
  expect(assetOf({ oneOf: ['logo.png'] })).toEqual(logo);
  expect(assetOf('smile')).toMatchObject({ kind: 'image', width: 192 });
  const path = 'steps[0].params.asset';
  expect(() => assetOf('lgoo.png')).toThrow(
    `${path}: "lgoo.png" is not among the assets; did you mean logo.png?`,
  );
  expect(() => assetOf('clip.mp4')).toThrow(
    `${path}: "clip.mp4" cannot be used here, as it is of the kind video`,
  );
  expect(() => assetOf('../x')).toThrow(/--assets DIR names their folder/);
  expect(template('logo.png').draw(request)).toMatchObject({
    steps: [],
    rejected: [{ name: 'image_overlay' }],
  });
});

test('Transformations of one’s own are steps as all others are.', () => {
  const own = defineTransformation({
    ...{
      name: 'upside_down',
      layer: 'geometry',
      summary: 'Turns the picture.',
      source: 'https://ffmpeg.org',
    },
    params: z.strictObject({ times: z.int().min(1).max(9), shade: z.number().min(0).max(1).default(0.5) }),
    sample: random => ({ times: random.integer([1, 2]), shade: 0 }),
    lower: () => ({ video: [{ kind: 'opaque', filters: [{ name: 'vflip', options: {} }] }] }),
    intensity: () => 50,
  });
  const catalogue = createCatalogue([...builtIn, ...inModule('@example/own', [own])]);
  const draw = (params: unknown) =>
    recipeChain(recipeOf({ name: 'upside_down', params }), catalogue).draw(request);
  expect(draw({ times: { range: [3, 3] } })).toMatchObject({
    modules: ['@example/own'],
    steps: [{ params: { times: 3, shade: 0 } }],
  });
  expect(draw({ times: 4 }).steps[0]?.params).toEqual({ times: 4, shade: 0.5 });
  expect(() => parseRecipe(recipeOf({ name: 'upside_down' }), builtInCatalogue)).toThrow(
    /no transformation is called/,
  );
});

/** A deliberate change renews the file and says that old seeds give other plans: `npx vitest run --project fast FILE -u`. */
test('The shipped recipes give the same plans as ever, on every machine.', async () => {
  const digests = [...shippedRecipes.values()].map(recipe => {
    const { draw } = recipeChain(parseRecipe(JSON.parse(JSON.stringify(recipe))));
    const plans = [1, 2, 3].map(index => planDigest(draw({ ...request, index })));
    return [recipe.name, plans];
  });
  await expect(`${JSON.stringify(Object.fromEntries(digests), null, 2)}\n`).toMatchFileSnapshot(
    'golden-digests.json',
  );
});
