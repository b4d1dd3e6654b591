import type { LumaHashes } from '../pdq/luma-hasher.ts';
import { wordsPerFrame } from './source-hashes.ts';

/** Collects the hashes of frames whose number is not known beforehand, in arrays that double when they are full. */
export class HashCollector {
  #times = new Float64Array(64);
  #qualities = new Uint8Array(64);
  #words = new Uint32Array(64 * wordsPerFrame);
  #count = 0;

  add(timeSeconds: number, { quality, hashes }: LumaHashes): void {
    if (this.#count === this.#times.length) this.#grow();
    this.#times[this.#count] = timeSeconds;
    this.#qualities[this.#count] = quality;
    this.#words.set(hashes, this.#count * wordsPerFrame);
    this.#count += 1;
  }

  /** @param startSeconds Time of the first frame, from which the times of the result count. */
  finish(startSeconds: number) {
    return {
      times: this.#times.slice(0, this.#count).map(time => time - startSeconds),
      qualities: this.#qualities.slice(0, this.#count),
      words: this.#words.slice(0, this.#count * wordsPerFrame),
    };
  }

  #grow(): void {
    const { length } = this.#times;
    const times = new Float64Array(2 * length);
    const qualities = new Uint8Array(2 * length);
    const words = new Uint32Array(2 * length * wordsPerFrame);
    times.set(this.#times);
    qualities.set(this.#qualities);
    words.set(this.#words);
    this.#times = times;
    this.#qualities = qualities;
    this.#words = words;
  }
}
