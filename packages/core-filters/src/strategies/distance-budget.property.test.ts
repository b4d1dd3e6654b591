import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtIn } from '../catalogue/catalogue.ts';
import { positionOf } from '../catalogue/level.ts';
import { level, sha256 } from '../testing/arbitraries.ts';
import { ordinaryFacts } from '../testing/facts.ts';
import { distanceBudget, distanceTogether, levelWithin } from './distance-budget.ts';
import { generatePlan } from './generate-plan.ts';

const someSteps = fc.subarray([...builtIn], { maxLength: 24 });

test('steps are drawn no stronger than the level, and within its budget where that is possible', () => {
  fc.assert(
    fc.property(someSteps, level, (steps, at) => {
      const within = levelWithin(steps, at);
      expect(positionOf(within)).toBeLessThanOrEqual(positionOf(at));
      if (distanceTogether(steps, 0) <= distanceBudget(at))
        expect(distanceTogether(steps, within)).toBeLessThanOrEqual(distanceBudget(at));
      else expect(within).toBe(0);
    }),
  );
});

test('the budget grows with the level, and ends at medium', () => {
  const budgets = Array.from({ length: 101 }, (_, percent) => distanceBudget(percent / 100));
  expect(budgets).toEqual(budgets.toSorted((one, other) => one - other));
  expect(budgets.indexOf(Number.POSITIVE_INFINITY)).toBe(50);
});

test.each(['standard', 'seven_layer'] as const)('%s keeps it, with as many steps as ever', strategy => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 499 }), fc.nat(), sha256, (thousandths, seed, sourceSha256) => {
      const drawnAt = thousandths / 1000;
      const of = { strategy, seed, index: 1, sourceSha256, facts: ordinaryFacts } as const;
      const { steps } = generatePlan({ ...of, level: drawnAt });
      const names = new Set(steps.map(({ name }) => name));
      const transformations = builtIn.filter(({ name }) => names.has(name));
      expect(distanceTogether(transformations, 0)).toBeLessThanOrEqual(distanceBudget(drawnAt));
      expect(steps.length).toBeGreaterThanOrEqual(strategy === 'standard' ? 16 : 9);
    }),
    { numRuns: 60 },
  );
});
