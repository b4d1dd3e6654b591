import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLumaHasher } from './luma-hasher.ts';
import { type Orientation, orientations } from './orientations.ts';
import { pdqDistance } from './pdq-hash.ts';

/** Where pixel (x, y) of a turned square picture of the given side comes from. */
const origins: Readonly<
  Record<Orientation, (x: number, y: number, last: number) => readonly [number, number]>
> = {
  'as-is': (x, y) => [x, y],
  'rotate-90': (x, y, last) => [y, last - x],
  'rotate-180': (x, y, last) => [last - x, last - y],
  'rotate-270': (x, y, last) => [last - y, x],
  'flip-horizontal': (x, y, last) => [last - x, y],
  'flip-vertical': (x, y, last) => [x, last - y],
  transpose: (x, y) => [y, x],
  transverse: (x, y, last) => [last - y, last - x],
};

describe('createLumaHasher', () => {
  test.each(orientations)('hashes a picture as %s without turning a pixel', orientation => {
    // Side 64: no smoothing and no decimation, so a turned picture has exactly turned samples.
    const hasher = createLumaHasher(64, 64, 'full');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4096, maxLength: 4096 }), luma => {
        fc.pre(new Set(luma).size > 50);
        const { hashes } = hasher.hashOrientations(luma);
        const expected = hasher.hash(turn(luma, 64, orientation)).hash;
        const index = orientations.indexOf(orientation);
        expect(pdqDistance(hashes.subarray(index * 8, index * 8 + 8), expected)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test('gives the plain hash first among the eight', () => {
    const hasher = createLumaHasher(320, 180, 'limited');
    const luma = testPicture(320, 180);
    expect(hasher.hashOrientations(luma).hashes.subarray(0, 8)).toEqual(hasher.hash(luma).hash);
  });

  test('sets exactly half of the bits of a picture with detail', () => {
    const { hash } = createLumaHasher(320, 180, 'full').hash(testPicture(320, 180));
    expect(pdqDistance(hash, new Uint32Array(8))).toBe(128);
  });

  test('gives the same bits for the same picture in limited and in full range', () => {
    const limited = testPicture(200, 200).map(value => 16 + Math.round((value * 219) / 255));
    const full = limited.map(value => Math.round(((value - 16) * 255) / 219));
    const a = createLumaHasher(200, 200, 'limited').hash(limited);
    const b = createLumaHasher(200, 200, 'full').hash(full);
    expect(pdqDistance(a.hash, b.hash)).toBeLessThanOrEqual(2);
    expect(Math.abs(a.quality - b.quality)).toBeLessThanOrEqual(1);
  });

  test('gives all bits 0 and quality 0 for a picture with a side below 5', () => {
    const { quality, hash } = createLumaHasher(4, 100, 'full').hash(testPicture(4, 100));
    expect({ quality, hash }).toEqual({ quality: 0, hash: new Uint32Array(8) });
  });

  test('refuses a plane of another size', () => {
    expect(() => createLumaHasher(10, 10, 'full').hash(new Uint8Array(99))).toThrow(
      /10 x 10.*100 bytes, not 99/,
    );
  });
});

/** Patches of 9 x 9 pixels whose brightness jumps about, so that every frequency has something in it. */
function testPicture(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const patch = Math.floor((at % width) / 9) * 37 + Math.floor(at / width / 9) * 101;
    return (patch * patch * 7) % 256;
  });
}

function turn(luma: Uint8Array, side: number, orientation: Orientation): Uint8Array {
  return Uint8Array.from({ length: luma.length }, (_, at) => {
    const [x, y] = origins[orientation](at % side, Math.floor(at / side), side - 1);
    return luma[y * side + x] ?? 0;
  });
}
