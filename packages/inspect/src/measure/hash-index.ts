import { type PdqHash, pdqDistanceAt, pdqHashWords } from '../pdq/pdq-hash.ts';

/** Largest distance, in bits, that {@link HashIndex} finds. */
export const indexedDistance = 31;

const chunksPerHash = 16;
const valuesPerChunk = 65_536;

/**
 * Finds quickly which of very many hashes are near a given one.
 *
 * A hash is cut into 16 chunks of 16 bits. Two hashes that differ in at most 31 bits have a chunk in which they differ
 * in at most one, so only the hashes that share a chunk, or all but one bit of it, need to be looked at.
 * @see https://doi.org/10.1109/TPAMI.2013.231 (multi-index hashing)
 */
export class HashIndex {
  readonly #words: Uint32Array;
  /** Where the hashes with a value in a chunk begin in {@link HashIndex.#sorted}; chunk by chunk, value by value. */
  readonly #starts: Uint32Array;
  /** Hashes by their position in {@link HashIndex.#words}. */
  readonly #sorted: Uint32Array;
  /** The last search in which a hash was looked at; made when it is first needed. */
  #seen: Uint32Array | null = null;
  #search = 0;

  /** @param words Hashes one after another. */
  constructor(words: Uint32Array) {
    this.#words = words;
    this.#starts = new Uint32Array(chunksPerHash * valuesPerChunk + 1);
    this.#sorted = new Uint32Array((words.length / pdqHashWords) * chunksPerHash);
    // Counting sort: sizes, then ends, then each entry takes the last free place.
    for (let at = 0; at < words.length; at += pdqHashWords) {
      for (let chunk = 0; chunk < chunksPerHash; chunk++) this.#count(bucketOf(words, at, chunk));
    }
    for (let bucket = 1; bucket < this.#starts.length; bucket++) {
      this.#starts[bucket] = (this.#starts[bucket] as number) + (this.#starts[bucket - 1] as number);
    }
    for (let at = 0; at < words.length; at += pdqHashWords) {
      for (let chunk = 0; chunk < chunksPerHash; chunk++) this.#place(bucketOf(words, at, chunk), at);
    }
  }

  /** Whether any hash is at most {@link indexedDistance} bits away. */
  hasNear(hash: PdqHash): boolean {
    for (let chunk = 0; chunk < chunksPerHash; chunk++) {
      const bucket = bucketOf(hash, 0, chunk);
      if (this.#hasNearIn(bucket, hash)) return true;
      // The bits of the value are the low bits of the bucket's number.
      for (let bit = 1; bit < valuesPerChunk; bit <<= 1) {
        if (this.#hasNearIn(bucket ^ bit, hash)) return true;
      }
    }
    return false;
  }

  /**
   * Every hash that is at most {@link indexedDistance} bits away, each once.
   *
   * @returns positions in the words, counted in hashes, in no order.
   */
  near(hash: PdqHash): readonly number[] {
    this.#seen ??= new Uint32Array(this.#words.length / pdqHashWords);
    this.#search += 1;
    const found: number[] = [];
    for (let chunk = 0; chunk < chunksPerHash; chunk++) {
      const bucket = bucketOf(hash, 0, chunk);
      this.#collect(bucket, hash, found);
      for (let bit = 1; bit < valuesPerChunk; bit <<= 1) this.#collect(bucket ^ bit, hash, found);
    }
    return found;
  }

  #collect(bucket: number, hash: PdqHash, found: number[]): void {
    const seen = this.#seen as Uint32Array;
    const end = this.#starts[bucket + 1] as number;
    for (let place = this.#starts[bucket] as number; place < end; place++) {
      const at = this.#sorted[place] as number;
      const position = at / pdqHashWords;
      if (seen[position] === this.#search) continue;
      seen[position] = this.#search;
      if (pdqDistanceAt(hash, 0, this.#words, at) <= indexedDistance) found.push(position);
    }
  }

  #hasNearIn(bucket: number, hash: PdqHash): boolean {
    const end = this.#starts[bucket + 1] as number;
    for (let place = this.#starts[bucket] as number; place < end; place++) {
      if (pdqDistanceAt(hash, 0, this.#words, this.#sorted[place] as number) <= indexedDistance) return true;
    }
    return false;
  }

  #count(bucket: number): void {
    this.#starts[bucket] = (this.#starts[bucket] as number) + 1;
  }

  #place(bucket: number, at: number): void {
    const place = (this.#starts[bucket] as number) - 1;
    this.#starts[bucket] = place;
    this.#sorted[place] = at;
  }
}

function bucketOf(words: Uint32Array, at: number, chunk: number): number {
  const word = words[at + (chunk >>> 1)] as number;
  return chunk * valuesPerChunk + (chunk % 2 === 0 ? word & 0xffff : word >>> 16);
}
