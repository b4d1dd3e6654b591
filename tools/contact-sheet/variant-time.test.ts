import { expect, test } from 'vitest';
import { variantTimeOf } from './variant-time.ts';

test('A moment of the source is found in a variant that is trimmed and twice as fast.', () => {
  const segments = [{ variantStart: 0, variantEnd: 2, sourceStart: 1, sourceEnd: 5, direction: 1 }] as const;
  expect(variantTimeOf(segments, 3)).toBe(1);
  expect(variantTimeOf(segments, 0)).toBe(0);
  expect(variantTimeOf(segments, 9)).toBe(2);
});

test('In a part that runs backwards the later moment comes first.', () => {
  const segments = [
    { variantStart: 10, variantEnd: 14, sourceStart: 0, sourceEnd: 4, direction: -1 },
  ] as const;
  expect(variantTimeOf(segments, 1)).toBe(13);
});

test('A variant that shows nothing of its source has no such moment.', () => {
  expect(variantTimeOf([], 1)).toBeNull();
});
