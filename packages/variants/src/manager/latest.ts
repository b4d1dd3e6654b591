/** Hands each reader the newest value: a slow one misses some, and delays no other. */
export class Latest<Value> implements AsyncIterable<Value> {
  #waiting = Promise.withResolvers<void>();
  #newest: { readonly value: Value; readonly number: number } | null = null;
  #ended = false;

  /** Gives a value to all who read. */
  push(value: Value): void {
    this.#newest = { value, number: (this.#newest?.number ?? 0) + 1 };
    this.#wake();
  }

  /** Ends all readers, after the newest value. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value> {
    let seen = this.#newest?.number ?? 0;
    for (;;) {
      const newest = this.#newest;
      if (newest !== null && newest.number > seen) {
        seen = newest.number;
        yield newest.value;
      } else if (this.#ended) {
        return;
      } else {
        await this.#waiting.promise;
      }
    }
  }

  #wake(): void {
    const { resolve } = this.#waiting;
    this.#waiting = Promise.withResolvers<void>();
    resolve();
  }
}
