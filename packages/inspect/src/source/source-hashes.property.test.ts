import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HashCollector } from './hash-source.ts';
import { packSourceHashes, type SourceHashes, unpackSourceHashes, wordsPerFrame } from './source-hashes.ts';

const sources: fc.Arbitrary<SourceHashes> = fc.nat({ max: 20 }).chain(frames =>
  fc.record({
    durationSeconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
    times: fc.float64Array({ minLength: frames, maxLength: frames, noNaN: true }),
    qualities: fc.uint8Array({ minLength: frames, maxLength: frames }),
    words: fc.uint32Array({ minLength: frames * wordsPerFrame, maxLength: frames * wordsPerFrame }),
    audioFingerprint: fc.option(fc.uint32Array({ maxLength: 30 })),
  }),
);

describe('the hashes of a source', () => {
  test('survive being packed and unpacked', () => {
    fc.assert(
      fc.property(sources, source => {
        expect(unpackSourceHashes(packSourceHashes(source))).toEqual(source);
      }),
      { numRuns: 30 },
    );
  });

  test('are not read from bytes that were cut', () => {
    fc.assert(
      fc.property(sources, fc.integer({ min: 1, max: 40 }), (source, cut) => {
        const bytes = packSourceHashes(source);
        expect(unpackSourceHashes(bytes.subarray(0, Math.max(0, bytes.length - cut)))).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  test('are collected beyond any number that was thought of first, and count from the first frame', () => {
    const collector = new HashCollector();
    for (let frame = 0; frame < 1000; frame++) {
      const hashes = new Uint32Array(wordsPerFrame).fill(frame);
      collector.add(5 + frame, { quality: frame % 101, hashes });
    }
    const { times, qualities, words } = collector.finish(5);
    expect([times.length, qualities.length, words.length]).toEqual([1000, 1000, 1000 * wordsPerFrame]);
    expect([times[999], qualities[999], words.at(-1), words[64 * wordsPerFrame]]).toEqual([999, 90, 999, 64]);
  });
});
