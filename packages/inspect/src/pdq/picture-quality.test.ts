import { describe, expect, test } from 'vitest';
import { pictureQuality } from './picture-quality.ts';

describe('pictureQuality', () => {
  test('is 0 for a flat picture', () => {
    expect(pictureQuality(new Float64Array(4096).fill(77))).toBe(0);
  });

  test('does not count steps below a hundredth of full brightness, however many there are', () => {
    expect(pictureQuality(Float64Array.from({ length: 4096 }, (_, i) => 100 + (i % 2) * 2.5))).toBe(0);
  });

  test('counts each step between neighbours in whole hundredths and divides by 90', () => {
    // One vertical edge of 51/255 = 20 hundredths over 64 rows: 1280 / 90 = 14.2.
    const picture = Float64Array.from({ length: 4096 }, (_, i) => (i % 64 < 32 ? 0 : 51));
    expect(pictureQuality(picture)).toBe(14);
  });

  test('is never more than 100', () => {
    expect(pictureQuality(Float64Array.from({ length: 4096 }, (_, i) => (i % 2) * 255))).toBe(100);
  });
});
