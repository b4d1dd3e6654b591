import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import { compilePlan } from '../compile/compile-plan.ts';
import { defaultEncodeSettings } from '../compile/encode-settings.ts';
import { fitPlan } from '../compile/fit-plan.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { randomStream } from '../random-stream.ts';
import { distanceBudget } from '../strategies/distance-budget.ts';
import { generatePlan } from '../strategies/generate-plan.ts';
import { level, mediaFacts, sha256 } from '../testing/arbitraries.ts';
import { ordinaryFacts, silentFacts } from '../testing/facts.ts';
import { type CandidateScores, createSearch, type SearchRequest } from './create-search.ts';

/** Scores that depend on nothing but the plan. */
type Judge = (plan: Plan) => CandidateScores | null;

const request: SearchRequest = {
  ...{ level: 'medium', seed: 1, index: 1, sourceSha256: 'ab'.repeat(32), facts: ordinaryFacts },
  qualityFloor: 0.9,
};

const searchRequest: fc.Arbitrary<SearchRequest> = fc.record({
  level,
  seed: fc.nat(),
  index: fc.integer({ min: 1, max: 1000 }),
  sourceSha256: sha256,
  facts: mediaFacts,
  qualityFloor: fc.double({ min: 0, max: 1, noNaN: true }),
  candidates: fc.integer({ min: 1, max: 12 }),
});

/** A judge that is as good as random, and sometimes cannot say. */
const judge: fc.Arbitrary<Judge> = fc.nat().map(seed => plan => {
  const random = randomStream({ seed, steps: JSON.stringify(plan.steps) });
  if (random.oneIn(6)) return null;
  return {
    quality: random.decimal([0, 1], 3),
    distance: random.decimal([0, 256], 1),
    nearestDistance: random.decimal([0, 128], 1),
  };
});

function search(of: SearchRequest, judgeOf: Judge) {
  const found = createSearch(of);
  const reported: { readonly plan: Plan; readonly scores: CandidateScores | null }[] = [];
  for (let plan = found.ask(); plan !== null; plan = found.ask()) {
    const scores = judgeOf(plan);
    found.report(plan, scores);
    reported.push({ plan, scores });
  }
  return { reported, best: found.best() };
}

test('the same answers to the same questions find the same plan', () => {
  fc.assert(
    fc.property(searchRequest, judge, (of, judgeOf) => {
      expect(search(of, judgeOf)).toEqual(search(of, judgeOf));
    }),
    { numRuns: 50 },
  );
});

test('no more candidates are proposed than the budget allows, none twice, and each can be parsed and compiled', () => {
  fc.assert(
    fc.property(searchRequest, judge, (of, judgeOf) => {
      const { reported } = search(of, judgeOf);
      expect(reported.length).toBeLessThanOrEqual(of.candidates ?? 8);
      expect(new Set(reported.map(({ plan }) => JSON.stringify(plan.steps))).size).toBe(reported.length);
      for (const { plan } of reported) {
        expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
        const fitted = fitPlan(plan, { facts: of.facts, encode: defaultEncodeSettings });
        expect(fitted).toBe(plan);
        compilePlan({ plan, facts: of.facts, encode: defaultEncodeSettings, provenance: null });
      }
    }),
    { numRuns: 60 },
  );
});

test('the best keeps floor and budget where any candidate does, and no other that keeps them is further away', () => {
  fc.assert(
    fc.property(searchRequest, judge, (of, judgeOf) => {
      const { reported, best } = search(of, judgeOf);
      const measured = reported.flatMap(({ scores }) => (scores === null ? [] : [scores]));
      const keeping = measured.filter(({ quality }) => quality >= of.qualityFloor);
      expect(best?.keepsFloor ?? false).toBe(keeping.length > 0);
      const affordable = keeping.filter(({ nearestDistance }) => nearestDistance <= distanceBudget(of.level));
      if (affordable.length > 0)
        expect(best?.scores.distance).toBe(Math.max(...affordable.map(({ distance }) => distance)));
      else if (keeping.length > 0)
        expect(best?.scores.nearestDistance).toBe(
          Math.min(...keeping.map(({ nearestDistance }) => nearestDistance)),
        );
      else if (measured.length > 0)
        expect(best?.scores.quality).toBe(Math.max(...measured.map(({ quality }) => quality)));
      else expect(best).toBeNull();
    }),
    { numRuns: 100 },
  );
});

test('candidates have 8 to 16 different steps that do not undo each other, and few that lower the quality', () => {
  const random = randomStream({ seed: 5 });
  const judgeOf: Judge = () => ({
    quality: random.decimal([0.7, 1], 3),
    distance: random.decimal([0, 128], 1),
    nearestDistance: random.decimal([0, 128], 1),
  });
  const lengths = new Set<number>();
  for (const facts of [ordinaryFacts, silentFacts]) {
    for (let seed = 0; seed < 25; seed++) {
      const { reported } = search({ ...request, seed, facts, candidates: 12 }, judgeOf);
      expect(reported).toHaveLength(12);
      for (const { plan } of reported) {
        const steps = plan.steps.flatMap(({ name }) => findTransformation(name) ?? []);
        const inLayers = (...layers: readonly string[]) =>
          steps.filter(({ layer }) => layers.includes(layer)).length;
        lengths.add(steps.length);
        expect(new Set(steps.map(({ name }) => name)).size).toBe(plan.steps.length);
        expect(inLayers('texture', 'overlay')).toBeLessThanOrEqual(2);
        expect(inLayers('colour')).toBeLessThanOrEqual(2);
        expect(inLayers('geometry')).toBeLessThanOrEqual(5);
        const opposed = new Set(steps.flatMap(({ opposes = [] }) => opposes));
        expect(steps.some(({ name }) => opposed.has(name))).toBe(false);
      }
    }
  }
  expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([8, 16]);
});

test.each([
  [1, 6],
  [30, 7],
  [45, 10],
  [3600, 12],
])(
  'of a source of %i seconds of VGA at 15 frames a second %i candidates are tried',
  (seconds, candidates) => {
    const video = {
      ...silentFacts.video,
      ...{ width: 640, height: 480, frameCount: seconds * 15, frameRate: { numerator: 15, denominator: 1 } },
    };
    const facts = { ...silentFacts, durationSeconds: seconds, video };
    const reported = search({ ...request, facts }, () => ({
      quality: 1,
      distance: 1,
      nearestDistance: 1,
    })).reported;
    expect(reported).toHaveLength(candidates);
  },
);

test('later candidates are changes of the best: they share most of its steps', () => {
  const judgeOf: Judge = plan => ({ quality: 1, distance: plan.steps.length, nearestDistance: 0 });
  for (let seed = 0; seed < 40; seed++) {
    const { reported } = search({ ...request, seed, candidates: 8 }, judgeOf);
    const [first = [], ...later] = reported.slice(3).map(({ plan }) => plan.steps);
    expect(first.length).toBeGreaterThanOrEqual(8);
    const best = reported
      .slice(0, 4)
      .map(({ plan }) => plan)
      .reduce((one, other) => (other.steps.length > one.steps.length ? other : one));
    for (const steps of later) {
      const same = steps.filter(({ name }) => best.steps.some(other => other.name === name));
      expect(same.length).toBeGreaterThanOrEqual(best.steps.length - 6);
    }
  }
});

test('where the quality is too low, what lowers it is changed', () => {
  const lowering = (plan: Plan) =>
    plan.steps.filter(({ name }) => {
      const layer = findTransformation(name)?.layer;
      return layer === 'texture' || layer === 'overlay' || layer === 'colour';
    });
  const judgeOf: Judge = plan => ({
    quality: 0.8 - lowering(plan).length / 100,
    distance: 100,
    nearestDistance: 100,
  });
  let fewer = 0;
  for (let seed = 0; seed < 40; seed++) {
    const { reported, best } = search({ ...request, seed, candidates: 12 }, judgeOf);
    const [random, later] = [reported.slice(0, 6), reported.slice(6)].map(some =>
      Math.min(...some.map(({ plan }) => lowering(plan).length)),
    ) as [number, number];
    expect(best?.keepsFloor).toBe(false);
    if (later < random) fewer += 1;
  }
  expect(fewer).toBeGreaterThan(10);
});

test('the first candidate is the chain that the strategy draws without measuring', () => {
  const { qualityFloor: _, ...drawn } = request;
  expect(createSearch(request).ask()).toEqual(generatePlan({ ...drawn, strategy: 'enhanced_metrics' }));
});

test('a search in a small catalogue ends when nothing new can be drawn', () => {
  const { reported } = search({ ...request, only: ['horizontal_flip'], candidates: 20 }, () => null);
  expect(reported).toHaveLength(1);
});

test('scores of a plan that is not a candidate are refused', () => {
  const stranger = generatePlan({ ...request, strategy: 'standard' });
  expect(() => createSearch(request).report(stranger, null)).toThrow(RangeError);
});
