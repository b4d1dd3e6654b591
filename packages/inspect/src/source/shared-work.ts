import { RunCancelledError } from '@variegate/runner';

/**
 * Work that several callers may ask for at the same time and that is done once for all of them. When the caller
 * whose work it was cancels, the next one does it instead.
 */
export class SharedWork<Result> {
  readonly #running = new Map<string, Promise<Result>>();

  /** Does the work, or waits for the same work of an earlier caller. */
  async run(key: string, signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
    for (;;) {
      signal?.throwIfAborted();
      const earlier = this.#running.get(key);
      if (earlier === undefined) return this.#start(key, work);
      const [outcome] = await Promise.allSettled([earlier]);
      if (outcome.status === 'fulfilled') return outcome.value;
      if (!(outcome.reason instanceof RunCancelledError)) throw outcome.reason;
    }
  }

  async #start(key: string, work: () => Promise<Result>): Promise<Result> {
    const running = work();
    this.#running.set(key, running);
    try {
      return await running;
    } finally {
      this.#running.delete(key);
    }
  }
}
