import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PdqFrame } from '../pdq/pdq-frame.ts';
import { pdqDistanceAt } from '../pdq/pdq-hash.ts';
import { type SourceHashes, wordsPerFrame } from '../source/source-hashes.ts';
import { matchedFrames } from './matched-frames.ts';

/** A source in which few bits flip from frame to frame, as in a film, with a cut now and then. */
const sources: fc.Arbitrary<SourceHashes> = fc
  .array(fc.record({ flips: fc.array(fc.nat({ max: 2047 }), { maxLength: 40 }), cut: fc.boolean() }), {
    minLength: 1,
    maxLength: 25,
  })
  .map(steps => {
    const words = new Uint32Array(steps.length * wordsPerFrame);
    for (const [frame, { flips, cut }] of steps.entries()) {
      const at = frame * wordsPerFrame;
      words.copyWithin(at, Math.max(0, at - wordsPerFrame), Math.max(0, at - wordsPerFrame) + wordsPerFrame);
      const repeats = cut ? 9 : 1;
      for (let repeat = 0; repeat < repeats; repeat++) {
        for (const flip of flips) {
          const bit = (flip * (2 * repeat + 1)) % 2048;
          words[at + (bit >>> 5)] = (words[at + (bit >>> 5)] ?? 0) ^ (1 << (bit & 31));
        }
      }
    }
    const times = Float64Array.from(steps.keys());
    const qualities = new Uint8Array(steps.length);
    return { durationSeconds: steps.length, times, qualities, words, audioFingerprint: null };
  });

const variants: fc.Arbitrary<PdqFrame[]> = fc.array(
  fc.record({
    timeSeconds: fc.nat(),
    quality: fc.nat({ max: 100 }),
    hash: fc.array(fc.nat({ max: 255 }), { maxLength: 60 }).map(bits => {
      const hash = new Uint32Array(8);
      for (const bit of bits) hash[bit >>> 5] = (hash[bit >>> 5] ?? 0) ^ (1 << (bit & 31));
      return hash;
    }),
  }),
  { maxLength: 8 },
);

/** The definition, word for word. */
function isMatchedByDefinition(frame: PdqFrame, { words }: SourceHashes): boolean {
  for (let at = 0; at < words.length; at += 8) {
    if (pdqDistanceAt(frame.hash, 0, words, at) <= 31) return true;
  }
  return false;
}

describe('matchedFrames', () => {
  test('finds what comparing every frame in every orientation finds, though it compares few of them', async () => {
    await fc.assert(
      fc.asyncProperty(sources, variants, async (source, variant) => {
        const considered = variant.filter(frame => frame.quality >= 50);
        const matched = considered.filter(frame => isMatchedByDefinition(frame, source)).length;
        const percent = considered.length === 0 ? null : (100 * matched) / considered.length;
        expect(await matchedFrames(variant, source)).toEqual({
          percent,
          considered: considered.length,
          matched,
        });
      }),
      { numRuns: 200 },
    );
  });
});
