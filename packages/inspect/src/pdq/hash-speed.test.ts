import { describe, expect, test } from 'vitest';
import { cosineTransform } from './cosine-transform.ts';
import { createLumaHasher } from './luma-hasher.ts';

/** The shortest of many runs: what the code takes when nothing else is in its way. */
function shortestMs(runs: number, work: () => void): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now();
    work();
    shortest = Math.min(shortest, performance.now() - startedAt);
  }
  return shortest;
}

describe('hashing is fast enough to be done on every frame:', () => {
  test('a luma plane of 720p takes at most 10 ms', () => {
    const luma = Uint8Array.from({ length: 1280 * 720 }, (_, at) => (at * 31) % 251);
    const hasher = createLumaHasher(1280, 720, 'limited');
    expect(shortestMs(60, () => hasher.hash(luma))).toBeLessThan(10);
  });

  test('the transform takes at most 0.1 ms', () => {
    const picture = Float64Array.from({ length: 4096 }, (_, at) => (at * 31) % 251);
    expect(shortestMs(1000, () => cosineTransform(picture))).toBeLessThan(0.1);
  });
});
