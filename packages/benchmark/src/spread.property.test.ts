import fc from 'fast-check';
import { expect, test } from 'vitest';
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

test('There is no spread of nothing.', () => {
  expect(() => spreadOf([])).toThrow(RangeError);
});
