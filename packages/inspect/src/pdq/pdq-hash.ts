/** A PDQ hash: 256 bits as eight 32-bit words, the lowest bits first. */
export type PdqHash = Uint32Array;

/** Words in a {@link PdqHash}. */
export const pdqHashWords = 8;

/** The hash as 64 lower-case hex digits, the highest bit first, as every PDQ tool writes it. */
export function formatPdqHash(hash: PdqHash): string {
  let text = '';
  for (const word of hash) text = word.toString(16).padStart(8, '0') + text;
  return text;
}

/**
 * Reads 64 hex digits.
 * @throws {RangeError} When the text is anything else.
 */
export function parsePdqHash(text: string): PdqHash {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new RangeError(`Not a PDQ hash of 64 hex digits: "${text}".`);
  return Uint32Array.from({ length: pdqHashWords }, (_, word) =>
    Number.parseInt(text.slice(56 - 8 * word, 64 - 8 * word), 16),
  );
}

/** The number of bits, 0..256, in which two hashes differ; unrelated pictures are 128 apart on average. */
export function pdqDistance(a: PdqHash, b: PdqHash): number {
  return pdqDistanceAt(a, 0, b, 0);
}

/** {@link pdqDistance} of hashes that lie somewhere in larger arrays, the offsets counted in words. */
export function pdqDistanceAt(a: Uint32Array, offsetA: number, b: Uint32Array, offsetB: number): number {
  let distance = 0;
  for (let word = 0; word < pdqHashWords; word++) {
    distance += countBits((a[offsetA + word] as number) ^ (b[offsetB + word] as number));
  }
  return distance;
}

/** The number of set bits in a 32-bit word. */
export function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
