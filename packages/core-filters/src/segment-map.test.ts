import { expect, test } from 'vitest';
import { composeSegments, identitySegments, type SegmentMap, sourceTimeOf } from './segment-map.ts';

const trimmed: SegmentMap = [{ variantStart: 0, variantEnd: 6, sourceStart: 2, sourceEnd: 8, direction: 1 }];
const doubled: SegmentMap = [{ variantStart: 0, variantEnd: 3, sourceStart: 0, sourceEnd: 6, direction: 1 }];
const reversed: SegmentMap = [
  { variantStart: 0, variantEnd: 6, sourceStart: 0, sourceEnd: 6, direction: -1 },
];

test('the identity changes nothing on either side', () => {
  expect(composeSegments(identitySegments(10), trimmed)).toEqual(trimmed);
  expect(composeSegments(trimmed, identitySegments(6))).toEqual(trimmed);
});

test('a trim followed by double speed shows the trimmed stretch in half the time', () => {
  expect(composeSegments(trimmed, doubled)).toEqual([
    { variantStart: 0, variantEnd: 3, sourceStart: 2, sourceEnd: 8, direction: 1 },
  ]);
});

test('a reversed trim runs from the end of the kept stretch to its start', () => {
  const map = composeSegments(trimmed, reversed);
  expect(map).toEqual([{ variantStart: 0, variantEnd: 6, sourceStart: 2, sourceEnd: 8, direction: -1 }]);
  expect(sourceTimeOf(map[0] as (typeof map)[number], 0)).toBe(8);
});

test('reversing twice is the identity again', () => {
  expect(composeSegments(reversed, reversed)).toEqual(identitySegments(6));
});

test('an inserted stretch leaves a gap, and a later trim cuts on both sides of it', () => {
  const inserted: SegmentMap = [
    { variantStart: 0, variantEnd: 4, sourceStart: 0, sourceEnd: 4, direction: 1 },
    { variantStart: 5, variantEnd: 11, sourceStart: 4, sourceEnd: 10, direction: 1 },
  ];
  const middle: SegmentMap = [{ variantStart: 0, variantEnd: 6, sourceStart: 3, sourceEnd: 9, direction: 1 }];
  expect(composeSegments(inserted, middle)).toEqual([
    { variantStart: 0, variantEnd: 1, sourceStart: 3, sourceEnd: 4, direction: 1 },
    { variantStart: 2, variantEnd: 6, sourceStart: 4, sourceEnd: 8, direction: 1 },
  ]);
});

test('a held frame stays one instant of the source', () => {
  const held: SegmentMap = [
    { variantStart: 0, variantEnd: 2, sourceStart: 0, sourceEnd: 2, direction: 1 },
    { variantStart: 2, variantEnd: 3, sourceStart: 2, sourceEnd: 2, direction: 1 },
    { variantStart: 3, variantEnd: 7, sourceStart: 2, sourceEnd: 6, direction: 1 },
  ];
  expect(composeSegments(trimmed, held)).toEqual([
    { variantStart: 0, variantEnd: 2, sourceStart: 2, sourceEnd: 4, direction: 1 },
    { variantStart: 2, variantEnd: 3, sourceStart: 4, sourceEnd: 4, direction: 1 },
    { variantStart: 3, variantEnd: 7, sourceStart: 4, sourceEnd: 8, direction: 1 },
  ]);
});
