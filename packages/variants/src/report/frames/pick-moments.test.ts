import { expect, test } from 'vitest';
import { pickMoments } from './pick-moments.ts';

test('Moments are spread over what is shown, and the gap of an insert has none.', () => {
  const segments = [
    { variantStart: 0, variantEnd: 2, sourceStart: 1, sourceEnd: 5, direction: 1 },
    { variantStart: 3, variantEnd: 5, sourceStart: 5, sourceEnd: 7, direction: -1 },
  ] as const;
  expect(pickMoments(segments, 4)).toEqual([
    { variantSeconds: 0.5, sourceSeconds: 2 },
    { variantSeconds: 1.5, sourceSeconds: 4 },
    { variantSeconds: 3.5, sourceSeconds: 6.5 },
    { variantSeconds: 4.5, sourceSeconds: 5.5 },
  ]);
});

test('A variant that shows nothing of its source shares no moment with it.', () => {
  expect(pickMoments([], 3)).toEqual([]);
});
