import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitLine } from './fit-line.ts';

test('Points on a line give that line back.', () => {
  const small = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(small, small, fc.uniqueArray(small, { minLength: 2, maxLength: 9 }), (slope, base, xs) => {
      const line = fitLine(xs.map(x => [x, base + slope * x]));
      expect(line?.slope).toBeCloseTo(slope, 6);
      expect(line?.intercept).toBeCloseTo(base, 4);
      expect(line?.explained).toBeCloseTo(1, 6);
    }),
  );
});

test('There is no line through one point, or through points above each other.', () => {
  expect(fitLine([[1, 2]])).toBeNull();
  expect(
    fitLine([
      [1, 2],
      [1, 3],
    ]),
  ).toBeNull();
});
