import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitLine } from './fit-line.ts';
import { quantileOf, spreadOf } from './spread.ts';

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(one => one + 0);

test('The median has as many values below it as above it, and the spread encloses it.', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), values => {
      const { median, lowest, highest } = spreadOf(values);
      expect(values.filter(one => one < median).length * 2).toBeLessThanOrEqual(values.length);
      expect(values.filter(one => one > median).length * 2).toBeLessThanOrEqual(values.length);
      expect(lowest <= median && median <= highest).toBe(true);
      expect(quantileOf(values, 0)).toBe(lowest);
      expect(quantileOf(values, 1)).toBe(highest);
    }),
  );
});

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

test('There is no line through one point, or through points above each other, and no spread of nothing.', () => {
  expect(fitLine([[1, 2]])).toBeNull();
  expect(
    fitLine([
      [1, 2],
      [1, 3],
    ]),
  ).toBeNull();
  expect(() => spreadOf([])).toThrow(RangeError);
});
