import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Rational, rationalToNumber, withSmallNumerator } from './rational.ts';

const most = 240_000;
const fraction = (largest: number): fc.Arbitrary<Rational> =>
  fc.record({
    numerator: fc.integer({ min: 1, max: largest }),
    denominator: fc.integer({ min: 1, max: largest }),
  });

test('a fraction that is small enough keeps its value, and is brought to lowest terms', () => {
  expect(withSmallNumerator({ numerator: 30_000, denominator: 1001 }, most)).toEqual({
    numerator: 30_000,
    denominator: 1001,
  });
  expect(withSmallNumerator({ numerator: 50, denominator: 2 }, most)).toEqual({
    numerator: 25,
    denominator: 1,
  });
  fc.assert(
    fc.property(fraction(most), value => {
      expect(rationalToNumber(withSmallNumerator(value, most))).toBe(rationalToNumber(value));
    }),
  );
});

test('a rate of 1 to 1,000 whose fraction is large becomes one that is not, and hardly another', () => {
  const rate = fraction(2 ** 31 - 1).filter(value => {
    const number = rationalToNumber(value);
    return number >= 1 && number <= 1000;
  });
  fc.assert(
    fc.property(rate, value => {
      const kept = withSmallNumerator(value, most);
      expect(kept.numerator).toBeLessThanOrEqual(most);
      expect(Math.abs(rationalToNumber(kept) / rationalToNumber(value) - 1)).toBeLessThan(1e-5);
    }),
  );
});
