/** Where the engine takes the time from. Its sleeps, retries, timeouts and retention follow it; steps do not. */
export interface Clock {
  /** The time, in milliseconds since 1970. It never goes back. */
  now(): number;
  /**
   * Calls back once, at the given time or earlier (the engine looks at the time and asks again).
   * Returns a function that takes the request back.
   */
  wakeAt(timeMs: number, callback: () => void): () => void;
}
