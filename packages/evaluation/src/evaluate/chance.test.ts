import { randomStream } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import { chanceOf } from './chance.ts';

test('One stratum has the value of the plain table, and several transformations multiply it.', () => {
  // 2 of 20 against 12 of 20: expected 7, variance 20 · 20 · 14 · 26 / (1600 · 39), z = -4.5 / 1.5275.
  const stratum = { withIt: 20, foundWith: 2, without: 20, foundWithout: 12 };
  expect(chanceOf([stratum], 1)).toBeCloseTo(0.00161, 5);
  expect(chanceOf([stratum], 10)).toBeCloseTo(0.0161, 4);
  expect(chanceOf([stratum], 10_000)).toBe(1);
});

test('A gain is no loss, and what is found always or never says nothing.', () => {
  expect(chanceOf([{ withIt: 20, foundWith: 12, without: 20, foundWithout: 2 }], 1)).toBeCloseTo(0.5, 6);
  expect(chanceOf([{ withIt: 20, foundWith: 0, without: 20, foundWithout: 0 }], 1)).toBeNull();
  expect(chanceOf([], 1)).toBeNull();
});

test('Of detectors that miss at random, no more than about one of twenty has any transformation below 0.05.', () => {
  const random = randomStream({ chance: 1 });
  const names = 60;
  let blamed = 0;
  for (let detector = 0; detector < 200; detector++) {
    const levels = [60, 30, 5].map(recall =>
      Array.from({ length: 60 }, () => ({
        found: random.integer([0, 99]) < recall,
        steps: Array.from({ length: names }, () => random.integer([0, 99]) < 15),
      })),
    );
    const smallest = Array.from({ length: names }, (_, name) => {
      const strata = levels.map(variants => {
        const [withIt, without] = [true, false].map(has =>
          variants.filter(({ steps }) => steps[name] === has),
        );
        const found = (some = withIt) => some?.filter(variant => variant.found).length ?? 0;
        return {
          ...{ withIt: withIt?.length ?? 0, foundWith: found() },
          ...{ without: without?.length ?? 0, foundWithout: found(without) },
        };
      });
      return chanceOf(strata, names) ?? 1;
    });
    if (Math.min(...smallest) < 0.05) blamed += 1;
  }
  expect(blamed).toBeLessThan(20);
});
