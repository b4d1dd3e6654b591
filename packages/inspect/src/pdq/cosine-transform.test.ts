import { describe, expect, test } from 'vitest';
import { cosineTransform } from './cosine-transform.ts';

describe('cosineTransform', () => {
  test('gives the frequencies 1 to 16 of the textbook sum', () => {
    const picture = Float64Array.from({ length: 64 * 64 }, (_, index) => (index * index * 31) % 251);
    const frequencies = cosineTransform(picture);
    for (const [v, u] of [
      [1, 1],
      [1, 16],
      [2, 5],
      [7, 7],
      [16, 16],
    ] as const) {
      expect(frequencies[(v - 1) * 16 + u - 1]).toBeCloseTo(textbookFrequency(picture, v, u), 6);
    }
  });

  test('finds nothing in a flat picture', () => {
    for (const value of cosineTransform(new Float64Array(64 * 64).fill(128))) expect(value).toBeCloseTo(0, 9);
  });
});

function textbookFrequency(picture: Float64Array, v: number, u: number): number {
  let sum = 0;
  for (let y = 0; y < 64; y++) {
    for (let x = 0; x < 64; x++) {
      const across = Math.cos((Math.PI * u * (2 * x + 1)) / 128);
      const down = Math.cos((Math.PI * v * (2 * y + 1)) / 128);
      sum += (picture[y * 64 + x] ?? 0) * across * down;
    }
  }
  return (2 / 64) * sum;
}
