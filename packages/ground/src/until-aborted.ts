/** What this needs of an `AbortSignal`, which the language alone does not know. */
export interface Abortable {
  /** Throws the signal's reason once it is aborted. */
  throwIfAborted(): void;
}

/**
 * Does some work under the contract that every public function has with its signal: once the signal is aborted, the promise
 * rejects with the signal's reason, whatever error that led to, and only after the work has put everything away.
 */
export async function untilAborted<T>(signal: Abortable | undefined, work: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
