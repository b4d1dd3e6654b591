import { expect, test } from 'vitest';
import { parseNumbers } from './parse-values.ts';

test('Numbers add up over several uses of an option, and other texts are passed on.', () => {
  expect(parseNumbers('1, 2', undefined)).toEqual([1, 2]);
  expect(parseNumbers('4', [1, 2])).toEqual([1, 2, 4]);
  expect(parseNumbers('two', undefined)).toEqual(['two']);
});
