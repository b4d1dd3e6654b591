import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtIn } from '../catalogue/catalogue.ts';
import { describeParameters } from '../catalogue/describe-parameters.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import { mediaFacts } from '../testing/arbitraries.ts';
import { ordinaryFacts } from '../testing/facts.ts';
import { parseRecipe, recipeChain } from './parse-recipe.ts';
import type { PlanElement, Recipe } from './recipe.ts';

const request = { level: 'medium', index: 1, sourceSha256: 'ab'.repeat(32) } as const;

/** Any part of a range of numbers, as it is written in a listing. */
const rangeWithin = (lowest: number, highest: number) =>
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(ends => ends.sort((a, b) => a - b).map(end => lowest + end * (highest - lowest)));

/** A step with some of its numbers given, by a range that has a value on every grid. */
const step: fc.Arbitrary<PlanElement> = fc.constantFrom(...builtIn).chain(({ name, params }) => {
  const numbers = describeParameters(params).flatMap(parameter => {
    const [, low, high] = /^(-?[\d.]+) to (-?[\d.]+)( |$)/.exec(parameter.allowed) ?? [];
    if (low === undefined || parameter.type !== 'number') return [];
    const [lowest, highest] = [Number(low), Number(high)];
    const wide = rangeWithin(lowest, highest).map(([a = 0, b = 0]) => ({
      range: b - a >= 1.01 ? [Math.ceil(a), Math.floor(b)] : [lowest, highest],
    }));
    return [[parameter.name, fc.oneof(wide, fc.constantFrom({ oneOf: [lowest, highest] }, lowest))] as const];
  });
  const some = fc.record(Object.fromEntries(numbers), { requiredKeys: [] });
  return fc.record(
    { name: fc.constant(name), params: some, probability: fc.double({ min: 0, max: 1, noNaN: true }) },
    {
      requiredKeys: ['name'],
    },
  ) as fc.Arbitrary<PlanElement>;
});

const { element } = fc.letrec<{ element: PlanElement }>(tie => {
  const choices = fc.array(fc.oneof(tie('element'), fc.array(tie('element'), { maxLength: 2 })), {
    ...{ minLength: 1, maxLength: 3 },
  });
  const some = choices.chain(someOf =>
    fc.record({
      someOf: fc.constant(someOf),
      count: fc.integer({ min: 0, max: someOf.length }),
      order: fc.constantFrom('fixed', 'random'),
    }),
  );
  const nested = fc.record({ recipe: fc.constantFrom('inner', 'augly', 'trecvid') });
  const one = fc.record({ oneOf: choices });
  return { element: fc.oneof({ maxDepth: 3 }, step, one, some, nested) as fc.Arbitrary<PlanElement> };
});

const recipe: fc.Arbitrary<Recipe> = fc.record({
  name: fc.constant('any'),
  order: fc.constantFrom('fixed', 'random'),
  steps: fc.array(element, { maxLength: 5 }),
  recipes: fc.record({ inner: fc.record({ steps: fc.array(step, { maxLength: 3 }) }) }),
});

test('Any recipe draws plans that are valid for any source, and the same ones each time.', () => {
  fc.assert(
    fc.property(recipe, mediaFacts, fc.nat(), (any, facts, seed) => {
      const template = recipeChain(parseRecipe(JSON.parse(JSON.stringify(any))));
      const plan = template.draw({ ...request, seed, facts });
      expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
      expect(recipeChain(any).draw({ ...request, seed, facts })).toEqual(plan);
    }),
  );
});

test('Whatever else somebody gives for a recipe is refused as one.', () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>('crop', 'inner', 'any', 'augly', 0.5, 1, ['crop'], { toString: 1, valueOf: 1 }),
    fc.constantFrom<unknown>({ range: [0.5, 2] }, { oneOf: [] }, { range: null }, { oneOf: [{}], range: 1 }),
  );
  const fields = fc.constantFrom(
    'name',
    'params',
    'oneOf',
    'someOf',
    'count',
    'order',
    'recipe',
    'probability',
  );
  const params = fc.dictionary(fc.constantFrom('width', 'x', 'asset', '__proto__', 'zoom'), odd);
  const oddElement = fc.dictionary(fields, fc.oneof(odd, params, fc.array(odd)), { maxKeys: 3 });
  const steps = fc.array(fc.oneof(oddElement, odd, element), { maxLength: 4 });
  const recipes = fc.dictionary(
    fc.constantFrom('inner', 'any', '__proto__', 'a b'),
    fc.oneof(odd, fc.record({ steps })),
  );
  const oddRecipe = fc.record(
    { name: fc.oneof(fc.constant('any'), odd), steps: fc.oneof(steps, odd), recipes, level: odd },
    {
      requiredKeys: ['name', 'steps'],
    },
  );
  fc.assert(
    fc.property(fc.oneof(odd, oddRecipe), any => {
      try {
        const parsed = parseRecipe(JSON.parse(JSON.stringify(any)));
        recipeChain(parsed).draw({ ...request, seed: 0, facts: ordinaryFacts });
      } catch (error) {
        expect(error).toMatchObject({ code: 'RECIPE_INVALID' });
      }
    }),
    { numRuns: 1000 },
  );
});

test('What is drawn of a range lies in it, and of a list in the list.', () => {
  fc.assert(
    fc.property(step, fc.nat(), (any, seed) => {
      const { steps } = recipeChain({ name: 'any', steps: [any] }).draw({
        ...request,
        seed,
        facts: ordinaryFacts,
      });
      const given = 'params' in any ? Object.entries(any.params ?? {}) : [];
      for (const { params } of steps)
        for (const [name, wanted] of given as [
          string,
          { range?: [number, number]; oneOf?: number[] } | number,
        ][]) {
          const value = params[name];
          if (typeof wanted === 'number') expect(value).toBe(wanted);
          else if (wanted.oneOf !== undefined) expect(wanted.oneOf).toContain(value);
          else {
            expect(value).toBeGreaterThanOrEqual(wanted.range?.[0] ?? Number.NaN);
            expect(value).toBeLessThanOrEqual(wanted.range?.[1] ?? Number.NaN);
          }
        }
    }),
  );
});

/** The names of the steps of many plans. */
function chains(steps: readonly PlanElement[], count: number, order: 'fixed' | 'random' = 'fixed') {
  const { draw } = recipeChain({ name: 'any', order, steps });
  return Array.from({ length: count }, (_, at) =>
    draw({ ...request, index: at + 1, seed: 7, facts: ordinaryFacts }).steps.map(({ name }) => name),
  );
}

/** Five standard deviations about what is expected of that many trials. */
function expectShare(hits: number, trials: number, probability: number): void {
  const deviation = Math.sqrt(probability * (1 - probability) * trials);
  expect(Math.abs(hits - probability * trials)).toBeLessThanOrEqual(5 * deviation);
}

test.each([0, 0.01, 0.3, 0.5, 0.9, 1])('A step of the probability %f is there as often.', probability => {
  const drawn = chains([{ name: 'hue', probability }], 3000);
  expectShare(drawn.filter(({ length }) => length === 1).length, 3000, probability);
});

test('Every choice is made as often as the others, and a list is drawn in one piece.', () => {
  const drawn = chains(
    [{ oneOf: [{ name: 'hue' }, [{ name: 'blur' }, { name: 'gamma' }], { name: 'shear' }] }],
    3000,
  );
  for (const chain of ['hue', 'blur+gamma', 'shear'])
    expectShare(drawn.filter(names => names.join('+') === chain).length, 3000, 1 / 3);
});

test('Of several as many are drawn as are wanted, each at most once, in the order that is wanted.', () => {
  const names = ['hue', 'blur', 'gamma', 'shear', 'text'];
  const someOf = names.map(name => ({ name }));
  const fixed = chains([{ someOf, count: [2, 4] }], 3000);
  for (const chain of fixed) {
    expect(chain).toEqual(names.filter(name => chain.includes(name)));
    expect(new Set(chain).size).toBe(chain.length);
  }
  for (const count of [2, 3, 4])
    expectShare(fixed.filter(({ length }) => length === count).length, 3000, 1 / 3);
  for (const name of names) expectShare(fixed.filter(chain => chain.includes(name)).length, 3000, 3 / 5);
  const random = chains([{ someOf, count: 5, order: 'random' }], 3000);
  for (const name of names) expectShare(random.filter(([first]) => first === name).length, 3000, 1 / 5);
});

test('In random order every step is first as often as the others, in fixed order always the same one.', () => {
  const steps = ['hue', 'blur', 'gamma'].map(name => ({ name }));
  expect(new Set(chains(steps, 50).map(names => names.join()))).toEqual(new Set(['hue,blur,gamma']));
  const random = chains(steps, 3000, 'random');
  for (const { name } of steps) expectShare(random.filter(([first]) => first === name).length, 3000, 1 / 3);
});
