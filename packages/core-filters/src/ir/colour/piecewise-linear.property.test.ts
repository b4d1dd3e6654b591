import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { approximate, expressionOf, valueAt, withoutIdleKnots } from './piecewise-linear.ts';

const table = fc.array(fc.double({ min: 0, max: 255, noNaN: true }), { minLength: 256, maxLength: 256 });

/** The expressions written here are also JavaScript, but for the word `if`. */
function evaluate(expression: string, value: number): number {
  const choose = (condition: boolean, one: number, other: number): number => (condition ? one : other);
  const less = (one: number, other: number): boolean => one < other;
  const script = `return ${expression.replaceAll('if(', 'choose(')}`;
  return Number(new Function('choose', 'lt', 'val', script)(choose, less, value));
}

test('lines stay within the tolerance of the table that they stand for', () => {
  fc.assert(
    fc.property(table, fc.double({ min: 0.1, max: 20, noNaN: true }), (values, tolerance) => {
      const lines = approximate(values, tolerance);
      for (const [x, value] of values.entries()) {
        expect(Math.abs(valueAt(lines, x) - value)).toBeLessThanOrEqual(tolerance + 1e-9);
      }
    }),
    { numRuns: 50 },
  );
});

test('a straight table needs one line', () => {
  const lines = approximate(
    Array.from({ length: 256 }, (_, x) => 10 + x / 2),
    0.3,
  );
  expect(lines.knots).toEqual([0, 255]);
});

test('the expression has the value of the function', () => {
  fc.assert(
    fc.property(table, values => {
      const lines = approximate(values, 8);
      const expression = expressionOf([lines], 'val');
      for (const x of [0, 1, 17, 128, 200, 254, 255])
        expect(evaluate(expression, x)).toBeCloseTo(valueAt(lines, x), 1);
    }),
    { numRuns: 30 },
  );
});

test('functions with the same knots are combined line by line', () => {
  const knots = [28, 128, 222];
  const [scale, offset] = [
    { knots, values: [0.5, 1, 2] },
    { knots, values: [-3, 4, 0] },
  ];
  const expression = expressionOf([scale, offset], 'val', (factor, addend) => `10*${factor}+${addend}`);
  for (const x of [0, 28, 60, 128, 200, 222, 255])
    expect(evaluate(expression, x)).toBeCloseTo(10 * valueAt(scale, x) + valueAt(offset, x), 2);
});

test('functions keep the knots that one of them needs, and their values within its tolerance', () => {
  const knots = [0, 10, 20, 30, 40];
  const bent = { knots, values: [0, 1, 2, 10, 18] };
  const straight = { knots, values: [5, 5, 5, 5, 5] };
  expect(withoutIdleKnots([bent, straight], [0.01, 0.01]).map(one => one.knots)).toEqual([
    [0, 20, 40],
    [0, 20, 40],
  ]);

  const values = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(values, values, fc.double({ min: 0, max: 5, noNaN: true }), (one, other, tolerance) => {
      const before = [one, other].map(each => ({ knots, values: each }));
      for (const [index, after] of withoutIdleKnots(before, [tolerance, 1]).entries()) {
        for (const [place, knot] of knots.entries()) {
          const away = Math.abs(valueAt(after, knot) - (before[index]?.values[place] ?? Number.NaN));
          expect(away).toBeLessThanOrEqual((index === 0 ? tolerance : 1) + 1e-9);
        }
      }
    }),
  );
});
