import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import { compilePlan } from '../compile/compile-plan.ts';
import { defaultEncodeSettings } from '../compile/encode-settings.ts';
import { fitPlan } from '../compile/fit-plan.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import { randomStream } from '../random-stream.ts';
import { definePlan, oneOf } from '../recipe/define-plan.ts';
import { strategyNames } from '../strategies/strategy.ts';
import { level, mediaFacts, sha256 } from '../testing/arbitraries.ts';
import { ordinaryFacts } from '../testing/facts.ts';
import { planDial, type TargetRequest } from './plan-dial.ts';
import { isWithin, standingOf, type Target, type TargetFigures } from './target.ts';
import {
  type JudgedChoice,
  mostTargetCandidates,
  nearestChoice,
  nextChoice,
  planOfChoice,
  type TargetChoice,
} from './target-search.ts';

/** What measuring a candidate would show. */
type Judge = (choice: TargetChoice) => TargetFigures | null;

const template = definePlan([
  { name: 'rotate', params: { degrees: { range: [1, 20] } } },
  { name: 'blur' },
  oneOf({ name: 'horizontal_flip' }, { name: 'crop' }, { name: 'zoom' }),
]);

const band = (highest: number) =>
  fc
    .tuple(fc.double({ min: 0, max: highest, noNaN: true }), fc.double({ min: 0, max: highest, noNaN: true }))
    .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));

const target: fc.Arbitrary<Target> = fc
  .record({ distance: band(256), match: band(100), ssim: band(1) }, { requiredKeys: [] })
  .filter(one => Object.keys(one).length > 0);

const request: fc.Arbitrary<TargetRequest> = fc.record({
  level,
  target,
  seed: fc.nat(),
  index: fc.integer({ min: 1, max: 1000 }),
  sourceSha256: sha256,
  facts: mediaFacts,
  strategy: fc.constantFrom(...strategyNames),
  template: fc.constantFrom(null, template),
});

/** A judge that is as good as random, and sometimes cannot say. */
const anyJudge: fc.Arbitrary<Judge> = fc.nat().map(seed => choice => {
  const random = randomStream({ seed, choice: JSON.stringify(choice) });
  if (random.oneIn(6)) return null;
  const [distance, match, ssim] = [
    random.decimal([0, 256], 1),
    random.decimal([0, 100], 1),
    random.decimal([0, 1], 3),
  ];
  return { distance, match, ssim };
});

function search(of: TargetRequest, judge: Judge): readonly JudgedChoice[] {
  const judged: JudgedChoice[] = [];
  for (let choice = nextChoice(of, judged); choice !== null; choice = nextChoice(of, judged)) {
    judged.push({ ...choice, scores: judge(choice) });
    if (judged.length > 100) throw new Error('The search does not end.');
  }
  return judged;
}

test('the same answers find the same candidates, within the bound, none twice, and each can be parsed and compiled', () => {
  fc.assert(
    fc.property(request, anyJudge, (of, judge) => {
      const judged = search(of, judge);
      expect(search(of, judge)).toEqual(judged);
      expect(judged.length).toBeGreaterThan(0);
      expect(judged.length).toBeLessThanOrEqual(mostTargetCandidates);
      const names = judged.map(({ draw, strength }) => `${draw} ${strength}`);
      expect(new Set(names).size).toBe(names.length);
      for (const choice of judged) {
        const plan = planOfChoice(of, choice);
        expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
        const fitted = fitPlan(plan, { facts: of.facts, encode: defaultEncodeSettings });
        compilePlan({ plan: fitted, facts: of.facts, encode: defaultEncodeSettings, provenance: null });
      }
    }),
    { numRuns: 10 },
  );
});

test('where distance grows with the strength and is measured a little wrong, a candidate within a band of ten bits is found', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 80 }),
      fc.double({ min: 0.5, max: 1.1, noNaN: true }),
      fc.nat(),
      fc.constantFrom(...strategyNames),
      (from, truth, seed, strategy) => {
        const of: TargetRequest = {
          ...{
            level: 'medium',
            seed,
            index: 1,
            sourceSha256: 'ab'.repeat(32),
            facts: ordinaryFacts,
            strategy,
          },
          target: { distance: { from, to: from + 10 } },
        };
        const judge: Judge = choice => {
          const noise = randomStream({ seed, choice: JSON.stringify(choice) }).decimal([-0.5, 0.5], 2);
          return { distance: Math.max(0, planDial(of, choice).bits(choice.strength) * truth + noise) };
        };
        const judged = search(of, judge);
        const nearest = nearestChoice(of, judged);
        expect(nearest?.scores).toSatisfy((scores: TargetFigures) => isWithin(of.target, scores));
        // A chain that can be followed needs no other one, and few candidates.
        expect(judged.length).toBeLessThanOrEqual(8);
      },
    ),
    { numRuns: 60 },
  );
});

test('a search that learns how far files are above their samples aims so much lower', () => {
  const of: TargetRequest = {
    ...{ level: 'medium', seed: 3, index: 1, sourceSha256: 'ab'.repeat(32), facts: ordinaryFacts },
    ...{ strategy: 'standard', target: { distance: { from: 50, to: 60 } } },
  };
  const judge: Judge = choice => ({ distance: planDial(of, choice).bits(choice.strength) });
  const known = search(of, judge);
  const bias = { distance: 15 };
  const judged = [...known];
  for (let next = nextChoice(of, judged, { bias }); next !== null; next = nextChoice(of, judged, { bias }))
    judged.push({ ...next, scores: judge(next) });
  expect(judged.length).toBeGreaterThan(known.length);
  const distance = nearestChoice(of, judged, bias)?.scores?.distance ?? 0;
  expect(distance).toBeGreaterThanOrEqual(35);
  expect(distance).toBeLessThanOrEqual(45);
});

test('a chain keeps its choices as its strength changes, and does not flip the picture where that is too far', () => {
  const of: TargetRequest = {
    ...{ level: 'medium', seed: 1, index: 1, sourceSha256: 'ab'.repeat(32), facts: ordinaryFacts },
    ...{ strategy: 'standard', target: { distance: { from: 50, to: 60 } } },
  };
  for (const own of [null, template]) {
    for (let draw = 1; draw <= 10; draw += 1) {
      const dial = planDial({ ...of, template: own }, { draw, ease: 0 });
      const names = (strength: number) => dial.plan(strength).steps.map(({ name }) => name);
      expect(names(0.31)).toEqual(names(0.3));
      for (const name of names(0.3)) expect(findTransformation(name)?.turnsPicture).not.toBe(true);
    }
  }
});

test('parameters within the ranges of a recipe go from the mildest end to the strongest', () => {
  const of: TargetRequest = {
    ...{ level: 'medium', seed: 1, index: 1, sourceSha256: 'ab'.repeat(32), facts: ordinaryFacts },
    ...{ strategy: 'standard', template, target: { distance: { from: 50, to: 60 } } },
  };
  const dial = planDial(of, { draw: 1, ease: 0 });
  const degrees = [0, 0.25, 0.5, 0.75, 1].map(strength =>
    Number(dial.plan(strength).steps[0]?.params['degrees']),
  );
  expect(degrees).toEqual(degrees.toSorted((one, other) => one - other));
  expect([degrees[0], degrees[4]]).toEqual([1, 20]);
});

test('figures stand to a target by the measure that is furthest outside, and are torn where two ask for opposite chains', () => {
  const both: Target = { distance: { from: 40, to: 50 }, ssim: { from: 0.9, to: 1 } };
  expect(standingOf(both, { distance: 45, ssim: 0.95 })).toMatchObject({ outside: 0, isTorn: false });
  expect(standingOf(both, { distance: 70, ssim: 0.95 })).toMatchObject({
    outside: 2,
    lean: 2.5,
    isTorn: false,
  });
  expect(standingOf(both, { distance: 20, ssim: 0.5 })).toMatchObject({ isTorn: true });
  expect(standingOf(both, { distance: 45, ssim: null })).toBeNull();
});
