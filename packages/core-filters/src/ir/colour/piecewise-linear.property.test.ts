import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { approximate, expressionOf, valueAt } from './piecewise-linear.ts';

const table = fc.array(fc.double({ min: 0, max: 255, noNaN: true }), { minLength: 256, maxLength: 256 });

/** The expressions written here are also JavaScript, but for the name of the function. */
function evaluate(expression: string, value: number): number {
  return Number(
    new Function('max', 'val', `return ${expression.replace(/(\d)-(-)/g, '$1+')}`)(Math.max, value),
  );
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
      const expression = expressionOf(lines, 'val');
      for (const x of [0, 1, 17, 128, 200, 254])
        expect(evaluate(expression, x)).toBeCloseTo(valueAt(lines, x), 1);
    }),
    { numRuns: 30 },
  );
});
