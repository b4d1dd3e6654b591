import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Range } from '../random-stream.ts';
import { level } from '../testing/arbitraries.ts';
import {
  choicesByLevel,
  levelPositions,
  levelSchema,
  levels,
  numbersByLevel,
  positionOf,
  rangesByLevel,
  wholeRangesByLevel,
} from './level.ts';

const range: fc.Arbitrary<Range> = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
  .map(([lowest, width]) => [lowest, lowest + width]);
const points = fc.record({ light: range, medium: range, strong: range });

test('at a name everything is what was declared for it, and so it is at the number of the name', () => {
  fc.assert(
    fc.property(points, fc.constantFrom(...levels), (declared, name) => {
      for (const at of [name, levelPositions[name]]) {
        expect(rangesByLevel(declared)(at)).toEqual(declared[name]);
        expect(wholeRangesByLevel(declared)(at)).toEqual(declared[name]);
        expect(choicesByLevel(declared)(at)).toBe(declared[name]);
      }
    }),
  );
});

test('a range is one at every level, and its ends lie between those of the neighbouring names', () => {
  fc.assert(
    fc.property(points, level, (declared, at) => {
      const [lowest, highest] = rangesByLevel(declared)(at);
      expect(lowest).toBeLessThanOrEqual(highest + 1e-9);
      const ends = levels.flatMap(name => declared[name]);
      expect(lowest).toBeGreaterThanOrEqual(Math.min(...ends) - 1e-9);
      expect(highest).toBeLessThanOrEqual(Math.max(...ends) + 1e-9);
    }),
  );
});

test('numbers that grow from name to name grow all the way', () => {
  const grows = numbersByLevel({ light: 2, medium: 5, strong: 30 }, 1);
  fc.assert(
    fc.property(level, level, (one, other) => {
      const [lower, higher] = [one, other].map(positionOf).toSorted((a, b) => a - b);
      expect(grows(lower ?? 0)).toBeLessThanOrEqual(grows(higher ?? 1));
    }),
  );
  expect([grows(0), grows(1)]).toEqual([1, 30]);
});

test('at 0 a range is the mildest value that it holds at light, whichever end that is', () => {
  expect(rangesByLevel({ light: [1, 2], medium: [3, 4], strong: [5, 9] })(0)).toEqual([1, 1]);
  expect(rangesByLevel({ light: [8, 9], medium: [5, 6], strong: [1, 2] })(0)).toEqual([9, 9]);
});

test.each(['lite', -0.1, 1.1, Number.NaN, null])('%s is no level', value => {
  expect(levelSchema.safeParse(value).success).toBe(false);
});
