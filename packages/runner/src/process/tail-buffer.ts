/** Keeps the last bytes of a text that may be far too long to keep. */
export class TailBuffer {
  readonly #limit: number;
  #kept: string[] = [];
  #bytes = 0;

  /** @param limit Bytes to keep, > 0. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  append(line: string): void {
    this.#kept.push(line);
    this.#bytes += Buffer.byteLength(line) + 1;
    // Dropping in batches keeps a flood linear: one copy for every `limit` bytes that arrive.
    if (this.#bytes > 2 * this.#limit) this.#trim();
  }

  /** The kept text: whole lines, except that a single line longer than the limit keeps its end. */
  toString(): string {
    this.#trim();
    return this.#kept.join('\n');
  }

  #trim(): void {
    let start = this.#kept.length;
    let bytes = 0;
    while (start > 0) {
      const size = Buffer.byteLength(this.#kept[start - 1] ?? '') + 1;
      if (bytes + size > this.#limit + 1) break;
      bytes += size;
      start -= 1;
    }
    const last = this.#kept.at(-1);
    if (start === this.#kept.length && last !== undefined) {
      const end = Buffer.from(last).subarray(-this.#limit).toString().replace(/^�+/, '');
      this.#kept = [end];
      this.#bytes = Buffer.byteLength(end) + 1;
    } else {
      this.#kept = this.#kept.slice(start);
      this.#bytes = bytes;
    }
  }
}
