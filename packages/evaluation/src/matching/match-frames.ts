import { HashIndex, matchThresholds, type PdqHash, pdqHashWords } from '@variegate/inspect';
import type { Match } from '../tables/match-table.ts';
import type { FingerprintedVideo } from './fingerprints.ts';
import { type FrameMatch, localise } from './localise.ts';

/**
 * Finds queries in references by PDQ hashes of sampled frames, as vPDQ is run in the field: frames of quality 50 or more,
 * equal hashes of a video once, distance of 31 bits or less. The score of a pair is the percentage of the query's frames that
 * match, 0..100; the field takes 80 or more for a match.
 *
 * @see https://github.com/facebook/ThreatExchange/tree/main/vpdq
 */
export class FrameMatcher {
  readonly #references: readonly FingerprintedVideo[];
  readonly #index: HashIndex;
  /** Reference and time of each indexed hash. */
  readonly #reference: Uint32Array;
  readonly #time: Float64Array;

  constructor(references: readonly FingerprintedVideo[]) {
    this.#references = references;
    const kept = references.map(({ hashes }) => goodFrames(hashes.qualities));
    const total = kept.reduce((sum, frames) => sum + frames.length, 0);
    const words = new Uint32Array(total * pdqHashWords);
    this.#reference = new Uint32Array(total);
    this.#time = new Float64Array(total);
    let at = 0;
    for (const [number, { hashes }] of references.entries()) {
      for (const frame of kept[number] ?? []) {
        words.set(hashAt(hashes.words, frame), at * pdqHashWords);
        this.#reference[at] = number;
        this.#time[at] = hashes.times[frame] as number;
        at += 1;
      }
    }
    this.#index = new HashIndex(words);
  }

  /** Where a query is found, in which references. */
  match({ id, hashes }: FingerprintedVideo): readonly Match[] {
    const found = new Map<number, { readonly distinct: Set<string>; readonly frames: FrameMatch[] }>();
    const distinct = new Set<string>();
    for (const frame of goodFrames(hashes.qualities)) {
      const hash = hashAt(hashes.words, frame);
      const key = hash.join();
      distinct.add(key);
      const near = Map.groupBy(this.#index.near(hash), position => this.#reference[position] as number);
      for (const [reference, positions] of near) {
        const known = found.get(reference) ?? { distinct: new Set(), frames: [] };
        known.distinct.add(key);
        known.frames.push({
          queryTime: hashes.times[frame] as number,
          refTimes: positions.map(position => this.#time[position] as number).sort((a, b) => a - b),
        });
        found.set(reference, known);
      }
    }
    return [...found].flatMap(([reference, { distinct: matched, frames }]) => {
      const { id: refId, hashes: refHashes } = this.#references[reference] as FingerprintedVideo;
      const ends = { query: hashes.durationSeconds, ref: refHashes.durationSeconds };
      const score = (100 * matched.size) / distinct.size;
      return localise(frames, ends).map(segment => ({ queryId: id, refId, ...segment, score }));
    });
  }
}

function goodFrames(qualities: Uint8Array): readonly number[] {
  return [...qualities.keys()].filter(frame => (qualities[frame] as number) >= matchThresholds.minQuality);
}

function hashAt(words: Uint32Array, frame: number): PdqHash {
  return words.subarray(frame * pdqHashWords, (frame + 1) * pdqHashWords);
}
