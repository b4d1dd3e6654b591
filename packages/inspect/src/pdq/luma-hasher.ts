import { cosineTransform } from './cosine-transform.ts';
import { hashAllOrientations, hashOrientation } from './orientations.ts';
import type { PdqHash } from './pdq-hash.ts';
import { pictureQuality } from './picture-quality.ts';
import { createLumaShrinker, type LumaRange } from './shrink-luma.ts';

/** Names the definition that the hashes follow; part of every cache key and every measurement. */
export const pdqVersion = 'pdq-256/1';

/** Pictures with a side below this many pixels have no hash: all bits 0, quality 0, as the reference has it. */
const smallestHashableSide = 5;

/** What one luma plane hashes to. */
export interface LumaHash {
  /** How much detail the picture has, 0..100; below 50 the bits are mostly noise. */
  readonly quality: number;
  /** The hash of the picture as it is. */
  readonly hash: PdqHash;
}

/** A {@link LumaHash} with the hashes of the flipped and rotated pictures. */
export interface LumaHashes {
  readonly quality: number;
  /** Eight hashes one after another, in the order of `orientations`; the first is the picture as it is. */
  readonly hashes: Uint32Array;
}

/** Hashes luma planes of one size. */
export interface LumaHasher {
  /** One byte a pixel, rows from the top, no padding. */
  hash(luma: Uint8Array): LumaHash;
  /** All eight flips and rotations, from one transform. */
  hashOrientations(luma: Uint8Array): LumaHashes;
}

/**
 * Makes a hasher for luma planes of one size and range, with everything that depends on these worked out once.
 * @param width Pixels per row, 1 or more.
 * @param height Rows, 1 or more.
 * @param range What the luma values mean.
 */
export function createLumaHasher(width: number, height: number, range: LumaRange): LumaHasher {
  const tooSmall = width < smallestHashableSide || height < smallestHashableSide;
  const shrink = createLumaShrinker(width, height, range);
  const transform = (luma: Uint8Array) => {
    const picture = shrink(luma);
    return {
      quality: tooSmall ? 0 : pictureQuality(picture),
      frequencies: tooSmall ? new Float64Array(256) : cosineTransform(picture),
    };
  };
  return {
    hash(luma) {
      const { quality, frequencies } = transform(luma);
      return { quality, hash: hashOrientation(frequencies, 'as-is') };
    },
    hashOrientations(luma) {
      const { quality, frequencies } = transform(luma);
      return { quality, hashes: hashAllOrientations(frequencies) };
    },
  };
}
