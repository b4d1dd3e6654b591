/** A set of points on a line that grows interval by interval, and its length. */
export class IntervalUnion {
  /** Starts of disjoint intervals, ascending; ends in {@link IntervalUnion.#ends}. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #length = 0;

  /** Total length of what was added, overlaps counted once. */
  get length(): number {
    return this.#length;
  }

  /** Adds an interval. One without length adds nothing; intervals that touch become one. */
  add(start: number, end: number): void {
    if (end <= start) return;
    const first = firstAtLeast(this.#ends, start);
    let last = first;
    let mergedStart = start;
    let mergedEnd = end;
    let replaced = 0;
    while (last < this.#starts.length && (this.#starts[last] as number) <= end) {
      const from = this.#starts[last] as number;
      const to = this.#ends[last] as number;
      replaced += to - from;
      mergedStart = Math.min(mergedStart, from);
      mergedEnd = Math.max(mergedEnd, to);
      last += 1;
    }
    this.#starts.splice(first, last - first, mergedStart);
    this.#ends.splice(first, last - first, mergedEnd);
    this.#length += mergedEnd - mergedStart - replaced;
  }
}

/** Index of the first entry of an ascending list that is not below a value; the list's length where all are. */
function firstAtLeast(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
