/** Where the queue gets the time from, so that a test can own it. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /**
   * Calls back once, after `delayMs` milliseconds.
   *
   * @returns what cancels it; a timer that is cancelled must not keep the process alive
   */
  schedule(delayMs: number, callback: () => void): () => void;
}

/** The time of this process, monotonic. */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
