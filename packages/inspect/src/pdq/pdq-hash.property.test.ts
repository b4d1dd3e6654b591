import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPdqHash, parsePdqHash, pdqDistance } from './pdq-hash.ts';

const hashes = fc.uint32Array({ minLength: 8, maxLength: 8 });

describe('a PDQ hash', () => {
  test('survives being written and read', () => {
    fc.assert(
      fc.property(hashes, hash => {
        expect(parsePdqHash(formatPdqHash(hash))).toEqual(hash);
      }),
    );
  });

  test('is as far from another as the number of bits that were flipped', () => {
    fc.assert(
      fc.property(hashes, fc.uniqueArray(fc.integer({ min: 0, max: 255 })), (hash, flips) => {
        const flipped = Uint32Array.from(hash);
        for (const bit of flips) flipped[bit >>> 5] = (flipped[bit >>> 5] ?? 0) ^ (1 << (bit & 31));
        expect(pdqDistance(hash, flipped)).toBe(flips.length);
      }),
    );
  });

  test('is written with its highest bit first', () => {
    const hash = new Uint32Array(8);
    hash[0] = 1;
    hash[7] = 0x80000000;
    expect(formatPdqHash(hash)).toBe(`8${'0'.repeat(62)}1`);
  });

  test.each(['', 'xyz', 'a'.repeat(63), 'g'.repeat(64)])('cannot be read from "%s"', text => {
    expect(() => parsePdqHash(text)).toThrow(RangeError);
  });
});
