/** Keeps the last lines of a text that may be far too long to keep. */
export class TailBuffer {
  readonly #limit: number;
  #lines: string[] = [];
  #bytes = 0;

  /** @param limit Bytes to keep, > 0. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds a line; of one that is longer than the limit, its end. */
  append(line: string): void {
    const kept = Buffer.byteLength(line) > this.#limit ? endOf(line, this.#limit) : line;
    this.#lines.push(kept);
    this.#bytes += Buffer.byteLength(kept) + 1;
    // Dropping in batches keeps a flood linear: one copy for every `limit` bytes that arrive.
    if (this.#bytes > 2 * this.#limit) this.#trim();
  }

  /** As many of the last lines as fit into the limit. */
  toString(): string {
    this.#trim();
    return this.#lines.join('\n');
  }

  #trim(): void {
    let start = 0;
    // The last line has no line end, hence one byte more than the limit.
    while (this.#bytes > this.#limit + 1) {
      this.#bytes -= Buffer.byteLength(this.#lines[start] ?? '') + 1;
      start += 1;
    }
    this.#lines = this.#lines.slice(start);
  }
}

function endOf(line: string, bytes: number): string {
  // A character that was cut in two decodes to U+FFFD, which may be longer than what was left of it.
  return Buffer.from(line)
    .subarray(-bytes)
    .toString()
    .replace(/^\uFFFD+/, '');
}
