import type { PairIndex } from './pair-index.ts';

/** A stretch of a query that shows a stretch of a reference; times in seconds. */
export interface Match {
  readonly queryId: string;
  readonly refId: string;
  readonly queryStart: number;
  /** Not before {@link Match.queryStart}. */
  readonly queryEnd: number;
  readonly refStart: number;
  /** Not before {@link Match.refStart}. */
  readonly refEnd: number;
  /** Any finite number; the higher, the surer. Of no meaning in a ground truth. @default 1 */
  readonly score?: number;
}

/**
 * Rows of predictions or of a ground truth, column by column, 48 bytes a row. Tables that are compared share the
 * {@link PairIndex}.
 */
export class MatchTable {
  readonly pairs: PairIndex;
  /** Whether rows say where, and not only that, a query shows a reference. */
  readonly hasTimes: boolean;
  #size = 0;
  #pair = new Int32Array(64);
  #line = new Uint32Array(64);
  #score = new Float64Array(64);
  #times: Float64Array;

  constructor(pairs: PairIndex, { hasTimes = true }: { readonly hasTimes?: boolean } = {}) {
    this.pairs = pairs;
    this.hasTimes = hasTimes;
    this.#times = new Float64Array(hasTimes ? 4 * 64 : 0);
  }

  /** Number of rows. */
  get size(): number {
    return this.#size;
  }

  /** Adds a row. @param line - of the file that it comes from, from 1; 0 where there is none. */
  add(match: Match, line = 0): void {
    const row = this.#size;
    if (row === this.#pair.length) this.#grow();
    this.#pair[row] = this.pairs.numberOf(match.queryId, match.refId);
    this.#line[row] = line;
    this.#score[row] = match.score ?? 1;
    if (this.hasTimes)
      this.#times.set([match.queryStart, match.queryEnd, match.refStart, match.refEnd], 4 * row);
    this.#size += 1;
  }

  /** Number of the row's pair. */
  pair(row: number): number {
    return this.#pair[row] as number;
  }

  /** Line of the file that a row comes from. */
  line(row: number): number {
    return this.#line[row] as number;
  }

  /** Score of a row. */
  score(row: number): number {
    return this.#score[row] as number;
  }

  /** Seconds of the query at which the row begins. */
  queryStart(row: number): number {
    return this.#times[4 * row] as number;
  }

  /** Seconds of the query at which the row ends. */
  queryEnd(row: number): number {
    return this.#times[4 * row + 1] as number;
  }

  /** Seconds of the reference at which the row begins. */
  refStart(row: number): number {
    return this.#times[4 * row + 2] as number;
  }

  /** Seconds of the reference at which the row ends. */
  refEnd(row: number): number {
    return this.#times[4 * row + 3] as number;
  }

  /** Numbers of the rows, the highest score first, equal scores in the order in which they came. */
  byScore(): Uint32Array {
    return Uint32Array.from({ length: this.#size }, (_, row) => row).sort(
      (a, b) => this.score(b) - this.score(a) || a - b,
    );
  }

  /** Rows of each pair, in the order of a list of rows. */
  rowsByPair(order: Uint32Array): RowsByPair {
    const starts = new Uint32Array(this.pairs.size + 1);
    for (const row of order) starts[this.pair(row) + 1] = (starts[this.pair(row) + 1] as number) + 1;
    for (let pair = 1; pair < starts.length; pair++)
      starts[pair] = (starts[pair] as number) + (starts[pair - 1] as number);
    const places = starts.slice();
    const ranks = new Uint32Array(order.length);
    for (const [rank, row] of order.entries()) {
      const place = places[this.pair(row)] as number;
      ranks[place] = rank;
      places[this.pair(row)] = place + 1;
    }
    return { of: pair => ranks.subarray(starts[pair] ?? 0, starts[pair + 1] ?? 0) };
  }

  #grow(): void {
    const length = 2 * this.#pair.length;
    const grown = <Column extends Int32Array | Uint32Array | Float64Array>(column: Column, to: Column) => {
      to.set(column as never);
      return to;
    };
    this.#pair = grown(this.#pair, new Int32Array(length));
    this.#line = grown(this.#line, new Uint32Array(length));
    this.#score = grown(this.#score, new Float64Array(length));
    if (this.hasTimes) this.#times = grown(this.#times, new Float64Array(4 * length));
  }
}

/** The rows of each pair, as places in the list that they were made from. */
export interface RowsByPair {
  of(pair: number): Uint32Array;
}

/** A table of some matches. */
export function matchTable(matches: Iterable<Match>, pairs: PairIndex): MatchTable {
  const table = new MatchTable(pairs);
  for (const match of matches) table.add(match);
  return table;
}
