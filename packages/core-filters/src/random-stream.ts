import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { canonicalDigest } from './canonical-digest.ts';
import { roundTo } from './round-to.ts';

/** Lowest and highest value that may be drawn, both included. */
export type Range = readonly [lowest: number, highest: number];

/**
 * A reproducible stream of choices. Two streams made from equal keys give the same values on every machine:
 * only integers are drawn, and decimals are integers divided by a power of ten.
 */
export interface RandomStream {
  /** An integer in the range. */
  integer(range: Range): number;
  /** A number in the range, on the grid of `decimals` digits after the point. */
  decimal(range: Range, decimals: number): number;
  /** `true` once in `n` draws on average; `n` is an integer ≥ 1. */
  oneIn(n: number): boolean;
  /** `1` or `-1`. */
  sign(): 1 | -1;
  /** One of the items. */
  pick<const T>(items: readonly [T, ...T[]]): T;
  /** The items in random order; the argument is left as it is. */
  shuffle<T extends readonly unknown[]>(items: readonly [...T]): Shuffled<T>;
}

/** As many items as there were, each of them in any place. */
type Shuffled<T extends readonly unknown[]> = { -readonly [K in keyof T]: T[number] };

/**
 * Makes the stream that belongs to a key. Keys are compared as canonical JSON, so streams for different keys are
 * independent, and the order in which streams are made does not matter.
 *
 * @param key - what the stream is for, such as `{ seed: 0, source: '9f…', index: 3 }`.
 */
export function randomStream(key: StreamKey): RandomStream {
  const generator = generatorOf(key);
  return streamOf(([lowest, highest]) => uniformInt(generator, lowest, highest));
}

/**
 * As {@link randomStream}, but what is drawn keeps its place within its range when the range changes: the lower end stays
 * the lower end, the middle the middle. So what follows from ranges changes little when they do.
 */
export function steadyStream(key: StreamKey): RandomStream {
  const generator = generatorOf(key);
  const places = 2 ** 30;
  return streamOf(([lowest, highest]) => {
    const place = uniformInt(generator, 0, places - 1) / places;
    return lowest + Math.floor(place * (highest - lowest + 1));
  });
}

/** What a stream is for. */
export type StreamKey = Readonly<Record<string, string | number>>;

function generatorOf(key: StreamKey) {
  const digest = canonicalDigest(key);
  return xoroshiro128plusFromState(
    [0, 8, 16, 24].map(start => Number.parseInt(digest.slice(start, start + 8), 16) | 0),
  );
}

function streamOf(integer: (range: Range) => number): RandomStream {
  return {
    integer,
    decimal([lowest, highest], decimals) {
      const scale = 10 ** decimals;
      return roundTo(integer([Math.round(lowest * scale), Math.round(highest * scale)]) / scale, decimals);
    },
    oneIn: n => integer([1, n]) === 1,
    sign: () => (integer([0, 1]) === 0 ? 1 : -1),
    pick: items => items[integer([0, items.length - 1])] ?? items[0],
    shuffle<T extends readonly unknown[]>(items: readonly [...T]) {
      const shuffled: unknown[] = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = integer([0, last]);
        [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
      }
      return shuffled as Shuffled<T>;
    },
  };
}
