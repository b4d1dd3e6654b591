import { describe, expect, test } from 'vitest';
import { pdqPictureSize, smoothingKernel } from './smoothing-kernel.ts';

describe('smoothingKernel', () => {
  test('gives what two box filters and decimation give, one after another, for any size', () => {
    for (const size of [5, 63, 64, 65, 128, 129, 241, 321, 480, 720, 1280, 1919, 3840]) {
      const line = Array.from({ length: size }, (_, index) => (index * 7919) % 256);
      const window = Math.ceil(size / 128);
      const blurred = boxFilter(boxFilter(line, window), window);
      const expected = Array.from(
        { length: 64 },
        (_, i) => blurred[Math.floor(((i + 0.5) * size) / 64)] ?? Number.NaN,
      );
      const actual = applyKernel(line);
      for (const [i, value] of expected.entries()) expect(actual[i], `${size}, ${i}`).toBeCloseTo(value, 9);
    }
  });

  test('keeps a line of one brightness as it is, also at the edges', () => {
    for (const value of applyKernel(new Array<number>(1000).fill(200))) expect(value).toBeCloseTo(200, 9);
  });
});

/** A running mean whose window reaches one pixel further forwards than backwards when it is even. */
function boxFilter(line: readonly number[], window: number): number[] {
  const after = Math.floor(window / 2);
  const before = window - 1 - after;
  return line.map((_, centre) => {
    const pixels = line.slice(Math.max(0, centre - before), centre + after + 1);
    return pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
  });
}

function applyKernel(line: readonly number[]): number[] {
  const { starts, width, weights } = smoothingKernel(line.length);
  return Array.from({ length: pdqPictureSize }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += (weights[i * width + k] ?? 0) * (line[(starts[i] ?? 0) + k] ?? 0);
    return sum;
  });
}
