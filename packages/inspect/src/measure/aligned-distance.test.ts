import type { SegmentMap } from '@variegate/core-filters';
import { describe, expect, test } from 'vitest';
import type { PdqFrame } from '../pdq/pdq-frame.ts';
import { type SourceHashes, wordsPerFrame } from '../source/source-hashes.ts';
import { alignedDistance, nearestIndex, shownSourceTime } from './aligned-distance.ts';

/** A source of one frame a second whose hash has as many low bits set as the frame's number. */
function countingSource(frames: number): SourceHashes {
  const words = new Uint32Array(frames * wordsPerFrame);
  for (let frame = 0; frame < frames; frame++) words[frame * wordsPerFrame] = 2 ** frame - 1;
  const times = Float64Array.from({ length: frames }, (_, frame) => frame);
  const qualities = new Uint8Array(frames).fill(100);
  return { durationSeconds: frames, times, qualities, words, audioFingerprint: null };
}

/** A frame of the variant that looks exactly like the given frame of the source. */
function frameLike(sourceFrame: number, timeSeconds: number): PdqFrame {
  const hash = new Uint32Array(8);
  hash[0] = 2 ** sourceFrame - 1;
  return { timeSeconds, quality: 100, hash };
}

const whole = { variantStart: 0, variantEnd: 10, sourceStart: 0, sourceEnd: 10, direction: 1 } as const;

describe('alignedDistance', () => {
  test.each<[string, SegmentMap, (variantSecond: number) => number]>([
    ['the whole source', [whole], second => second],
    [
      'a stretch from its middle',
      [{ ...whole, variantEnd: 4, sourceStart: 5, sourceEnd: 9 }],
      second => second + 5,
    ],
    ['the source at twice its speed', [{ ...whole, variantEnd: 5 }], second => 2 * second],
    ['one held frame', [{ ...whole, sourceStart: 3, sourceEnd: 3 }], () => 3],
    [
      'two stretches in exchanged order',
      [
        { ...whole, variantEnd: 4, sourceStart: 6 },
        { ...whole, variantStart: 4, sourceEnd: 6 },
      ],
      second => (second < 4 ? second + 6 : second - 4),
    ],
  ])('is 0 for a variant that shows %s', (_, segments, shown) => {
    const end = segments.at(-1)?.variantEnd ?? 0;
    const variant = Array.from({ length: end }, (__, second) => frameLike(shown(second), second));
    expect(alignedDistance(variant, countingSource(11), segments)).toEqual({ meanBits: 0, pairs: end });
  });

  test('pairs a reversed variant from its end', () => {
    const segments: SegmentMap = [{ ...whole, direction: -1 }];
    const variant = [frameLike(10, 0), frameLike(7, 3)];
    expect(alignedDistance(variant, countingSource(11), segments).meanBits).toBe(0);
  });

  test('is the mean number of bits between the pairs', () => {
    const variant = [frameLike(3, 0), frameLike(2, 1)];
    expect(alignedDistance(variant, countingSource(11), [whole])).toEqual({ meanBits: 2, pairs: 2 });
  });

  test('leaves out frames that show nothing of the source', () => {
    const segments: SegmentMap = [{ ...whole, variantStart: 2, variantEnd: 12 }];
    const variant = [frameLike(9, 0), frameLike(9, 1), frameLike(0, 2), frameLike(9, 12)];
    expect(alignedDistance(variant, countingSource(11), segments)).toEqual({ meanBits: 0, pairs: 1 });
  });

  test('is null without pairs', () => {
    expect(alignedDistance([], countingSource(3), [whole])).toEqual({ meanBits: null, pairs: 0 });
    expect(alignedDistance([frameLike(0, 0)], countingSource(0), [whole]).meanBits).toBeNull();
  });
});

test('A time that was rounded down to milliseconds still opens its segment.', () => {
  expect(shownSourceTime(1.9995, [{ ...whole, variantStart: 2 }])).toBeCloseTo(0, 2);
});

test('The nearest entry is found at the ends, between two, and on one.', () => {
  const list = Float64Array.from([0, 1, 2, 4]);
  expect([-5, 0, 0.4, 0.6, 3.1, 4, 99].map(value => nearestIndex(list, value))).toEqual([
    0, 0, 0, 1, 3, 3, 3,
  ]);
});
