import type { SegmentMap } from '@variegate/core-filters';
import { describe, expect, test } from 'vitest';
import { audioBitError, secondsPerWord } from './audio-bit-error.ts';

/** Words without any pattern, always the same. */
function noise(count: number): Uint32Array {
  let state = 1;
  return Uint32Array.from({ length: count }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return state;
  });
}

const source = noise(200);
const seconds = 200 * secondsPerWord + 3;
const whole: SegmentMap = [
  { variantStart: 0, variantEnd: seconds, sourceStart: 0, sourceEnd: seconds, direction: 1 },
];

describe('audioBitError', () => {
  test('is 0 for the same audio', () => {
    expect(audioBitError(source, source, whole)).toEqual({ meanBits: 0, shiftSeconds: 0, words: 200 });
  });

  test('is about 16 for unrelated audio', () => {
    expect(audioBitError(noise(400).subarray(200), source, whole)?.meanBits).toBeGreaterThan(14);
  });

  test('counts bits of 32', () => {
    const changed = source.map(word => (word ^ 0b111) >>> 0);
    expect(audioBitError(changed, source, whole)?.meanBits).toBe(3);
  });

  test('finds audio that has moved by a few words', () => {
    const error = audioBitError(source.subarray(3), source, whole);
    expect(error).toMatchObject({ meanBits: 0, shiftSeconds: expect.closeTo(3 * secondsPerWord, 9) });
  });

  test('follows the segment map', () => {
    const start = 80 * secondsPerWord;
    const segments: SegmentMap = [
      { variantStart: 0, variantEnd: 12, sourceStart: start, sourceEnd: start + 12, direction: 1 },
    ];
    expect(audioBitError(source.subarray(80, 150), source, segments)).toMatchObject({
      meanBits: 0,
      shiftSeconds: 0,
    });
  });

  test('is null where the variant plays nothing of the source', () => {
    expect(audioBitError(source, source, [])).toBeNull();
    expect(audioBitError(new Uint32Array(0), source, whole)).toBeNull();
    expect(audioBitError(source, new Uint32Array(0), whole)).toBeNull();
  });
});
