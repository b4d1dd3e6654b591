import { expect, test } from 'vitest';
import { bootstrapMean } from './bootstrap.ts';

test('The interval holds the mean, narrows with the number of values, and is a point for equal ones.', () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8];
  const few = bootstrapMean(values);
  const many = bootstrapMean(Array.from({ length: 16 }, () => values).flat());
  expect(few.value).toBe(4.5);
  expect(few.lowest).toBeGreaterThan(2);
  expect(few.lowest).toBeLessThan(4);
  expect(few.highest).toBeGreaterThan(5);
  expect(many.highest - many.lowest).toBeLessThan((few.highest - few.lowest) / 3);
  expect(bootstrapMean([3, 3, 3])).toEqual({ value: 3, lowest: 3, highest: 3 });
});

test('About nineteen of twenty intervals hold the true mean.', () => {
  let held = 0;
  for (let round = 0; round < 60; round++) {
    // A sawtooth of mean 0, sampled at another place each time.
    const values = Array.from({ length: 30 }, (_, index) => ((round * 137 + index * 89) % 101) / 50 - 1);
    const { lowest, highest } = bootstrapMean(values);
    if (lowest <= 0 && highest >= 0) held += 1;
  }
  expect(held).toBeGreaterThan(50);
});
