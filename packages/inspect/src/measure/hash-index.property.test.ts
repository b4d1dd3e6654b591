import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pdqDistance } from '../pdq/pdq-hash.ts';
import { HashIndex } from './hash-index.ts';

const hashes = fc.uint32Array({ minLength: 8, maxLength: 8 });

test('A hash among others is found from up to 31 flipped bits, wherever they are, and from none more.', () => {
  fc.assert(
    fc.property(
      fc.array(hashes, { minLength: 1, maxLength: 20 }),
      fc.nat(),
      fc.uniqueArray(fc.nat({ max: 255 }), { minLength: 28, maxLength: 34 }),
      (list, which, flips) => {
        const words = Uint32Array.from(list.flatMap(hash => [...hash]));
        const hash = Uint32Array.from(list[which % list.length] ?? []);
        for (const bit of flips) hash[bit >>> 5] = (hash[bit >>> 5] ?? 0) ^ (1 << (bit & 31));
        const alone = new HashIndex(Uint32Array.from(list[which % list.length] ?? []));
        expect(alone.hasNear(hash)).toBe(flips.length <= 31);
        if (flips.length <= 31) expect(new HashIndex(words).hasNear(hash)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test('Two flipped bits in fifteen chunks and one in the last are found.', () => {
  const hash = new Uint32Array(8);
  for (let chunk = 0; chunk < 15; chunk++)
    hash[chunk >>> 1] = (hash[chunk >>> 1] ?? 0) | (0b101 << (16 * (chunk % 2)));
  hash[7] = (hash[7] ?? 0) | (1 << 31);
  expect(new HashIndex(new Uint32Array(8)).hasNear(hash)).toBe(true);
});

test('All hashes that are near are found, each once, and no others.', () => {
  const bits = fc.uniqueArray(fc.nat({ max: 255 }), { maxLength: 40 });
  const near = fc.tuple(hashes, fc.array(bits, { maxLength: 8 }));
  fc.assert(
    fc.property(near, fc.array(hashes, { maxLength: 5 }), ([hash, changes], others) => {
      const list = [
        ...changes.map(changed => {
          const copy = Uint32Array.from(hash);
          for (const bit of changed) copy[bit >>> 5] = (copy[bit >>> 5] ?? 0) ^ (1 << (bit & 31));
          return copy;
        }),
        ...others,
      ];
      const index = new HashIndex(Uint32Array.from(list.flatMap(one => [...one])));
      const expected = list.flatMap((one, place) => (pdqDistance(one, hash) <= 31 ? [place] : []));
      expect([...index.near(hash)].sort((a, b) => a - b)).toEqual(expected);
      expect(index.near(hash)).toHaveLength(expected.length);
    }),
    { numRuns: 60 },
  );
});

test('Nothing is found among no hashes.', () => {
  expect(new HashIndex(new Uint32Array(0)).hasNear(new Uint32Array(8))).toBe(false);
});
