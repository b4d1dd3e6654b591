import { countBits, secondsPerWord, wordSpanSeconds } from '@variegate/inspect';
import type { Match } from '../tables/match-table.ts';
import type { FingerprintedVideo, FoundSegment } from './fingerprints.ts';

/** What an index looks words up by: their highest bits, which noise changes least. */
const keyBits = 16;

/** Values that very many places have, such as silence, say nothing of where. */
const mostPlaces = 1000;

/** Words at one shift that agree in their key before the shift is looked at. */
const fewestVotes = 4;

/** Shifts of one reference that are looked at. */
const mostShifts = 3;

/** Words that are averaged, about two seconds, and the mean of differing bits below which they match; unrelated ones differ in 16. */
const windowWords = 16;
const largestError = 9;

/**
 * Finds queries in references by their chromaprint fingerprints: words that agree vote for a shift between the two, and at the
 * shifts with most votes the stretches count where words are alike. The score of a pair is the percentage of the query's words that
 * are found, 0..100. Audio at another speed or pitch is not found; that is what these fingerprints are.
 *
 * @see https://oxygene.sk/2011/01/how-does-chromaprint-work/
 */
export class AudioMatcher {
  readonly #references: readonly FingerprintedVideo[];
  /** Places of each key, one reference after another. */
  readonly #starts = new Uint32Array(2 ** keyBits + 1);
  readonly #reference: Uint32Array;
  readonly #position: Uint32Array;

  constructor(references: readonly FingerprintedVideo[]) {
    this.#references = references;
    const fingerprints = references.map(wordsOf);
    const total = fingerprints.reduce((sum, words) => sum + words.length, 0);
    this.#reference = new Uint32Array(total);
    this.#position = new Uint32Array(total);
    for (const words of fingerprints) {
      for (const word of words) this.#starts[keyOf(word) + 1] = (this.#starts[keyOf(word) + 1] as number) + 1;
    }
    for (let key = 1; key < this.#starts.length; key++) {
      this.#starts[key] = (this.#starts[key] as number) + (this.#starts[key - 1] as number);
    }
    const next = this.#starts.slice();
    for (const [reference, words] of fingerprints.entries()) {
      for (const [position, word] of words.entries()) {
        const place = next[keyOf(word)] as number;
        next[keyOf(word)] = place + 1;
        this.#reference[place] = reference;
        this.#position[place] = position;
      }
    }
  }

  /** Where a query is found, in which references. */
  match(query: FingerprintedVideo): readonly Match[] {
    const words = wordsOf(query);
    return [...this.#votes(words)].flatMap(([reference, votes]) => {
      const shifts = [...votes]
        .filter(([, count]) => count >= fewestVotes)
        .sort((a, b) => b[1] - a[1])
        .slice(0, mostShifts)
        .map(([shift]) => shift);
      const ref = this.#references[reference] as FingerprintedVideo;
      const runs = withoutOverlaps(shifts.flatMap(shift => runsAt(words, wordsOf(ref), shift)));
      const matched = runs.reduce((sum, { from, to }) => sum + to - from, 0);
      const score = (100 * matched) / words.length;
      return runs.map(run => ({ queryId: query.id, refId: ref.id, ...segmentOf(run, query, ref), score }));
    });
  }

  /** For each reference, how many words agree at each shift. */
  #votes(words: Uint32Array): ReadonlyMap<number, ReadonlyMap<number, number>> {
    const votes = new Map<number, Map<number, number>>();
    for (const [position, word] of words.entries()) {
      const start = this.#starts[keyOf(word)] as number;
      const end = this.#starts[keyOf(word) + 1] as number;
      if (end - start > mostPlaces) continue;
      for (let place = start; place < end; place++) {
        const reference = this.#reference[place] as number;
        const shift = (this.#position[place] as number) - position;
        const ofReference = votes.get(reference) ?? new Map<number, number>();
        ofReference.set(shift, (ofReference.get(shift) ?? 0) + 1);
        votes.set(reference, ofReference);
      }
    }
    return votes;
  }
}

/** Words of a query, and the shift to those of the reference that they are like. */
interface WordRun {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly shift: number;
}

/** The stretches of a query whose words are like those at a shift. */
function runsAt(query: Uint32Array, ref: Uint32Array, shift: number): readonly WordRun[] {
  const first = Math.max(0, -shift);
  const last = Math.min(query.length, ref.length - shift);
  const runs: WordRun[] = [];
  let sum = 0;
  const error = (position: number) =>
    countBits((query[position] as number) ^ (ref[position + shift] as number));
  for (let position = first; position < last; position++) {
    sum += error(position);
    if (position - first >= windowWords) sum -= error(position - windowWords);
    if (position - first + 1 < windowWords || sum / windowWords > largestError) continue;
    const from = position + 1 - windowWords;
    const before = runs.at(-1);
    if (before !== undefined && from <= before.to) runs[runs.length - 1] = { ...before, to: position + 1 };
    else runs.push({ from, to: position + 1, shift });
  }
  return runs;
}

/** The longest runs that do not share words of the query. */
function withoutOverlaps(runs: readonly WordRun[]): readonly WordRun[] {
  const kept: WordRun[] = [];
  for (const run of runs.toSorted((a, b) => b.to - b.from - (a.to - a.from))) {
    if (kept.every(other => run.to <= other.from || run.from >= other.to)) kept.push(run);
  }
  return kept.sort((a, b) => a.from - b.from);
}

function segmentOf(
  { from, to, shift }: WordRun,
  query: FingerprintedVideo,
  ref: FingerprintedVideo,
): FoundSegment {
  const queryStart = from * secondsPerWord;
  const refStart = (from + shift) * secondsPerWord;
  const length = Math.min(
    (to - from - 1) * secondsPerWord + wordSpanSeconds,
    query.hashes.durationSeconds - queryStart,
    ref.hashes.durationSeconds - refStart,
  );
  return { queryStart, queryEnd: queryStart + length, refStart, refEnd: refStart + length };
}

function wordsOf({ hashes }: FingerprintedVideo): Uint32Array {
  return hashes.audioFingerprint ?? new Uint32Array(0);
}

function keyOf(word: number): number {
  return word >>> (32 - keyBits);
}
