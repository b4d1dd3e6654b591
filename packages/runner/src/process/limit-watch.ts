/** Bounds on the time of one run, in milliseconds. */
export interface TimeLimits {
  /** Wall clock, > 0. */
  readonly timeoutMs: number;
  /** Longest time without any advance; `null` for no such limit. */
  readonly stallMs: number | null;
}

const longestTickMs = 500;

/**
 * Watches the wall clock and the advance of a run. Time is counted in ticks of the monotonic clock, each for at
 * most twice its length: a changed system clock does nothing, and a process that was itself suspended does not
 * wake up to find all its children overdue.
 */
export class LimitWatch implements Disposable {
  readonly #limits: TimeLimits;
  readonly #onExceeded: (cause: 'timed-out' | 'stalled') => void;
  readonly #tickMs: number;
  readonly #timer: NodeJS.Timeout;
  #last = performance.now();
  #elapsedMs = 0;
  #idleMs = 0;

  constructor(limits: TimeLimits, onExceeded: (cause: 'timed-out' | 'stalled') => void) {
    this.#limits = limits;
    this.#onExceeded = onExceeded;
    const shortest = Math.min(limits.timeoutMs, limits.stallMs ?? Number.POSITIVE_INFINITY);
    this.#tickMs = Math.max(1, Math.min(longestTickMs, shortest / 4));
    this.#timer = setInterval(() => this.#tick(), this.#tickMs);
  }

  /** Says that the run got somewhere. */
  advanced(): void {
    this.#idleMs = 0;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    const passed = Math.min(now - this.#last, 2 * this.#tickMs);
    this.#last = now;
    this.#elapsedMs += passed;
    this.#idleMs += passed;
    const { timeoutMs, stallMs } = this.#limits;
    if (this.#elapsedMs >= timeoutMs) this.#onExceeded('timed-out');
    else if (stallMs !== null && this.#idleMs >= stallMs) this.#onExceeded('stalled');
  }
}

/** Why we stopped a program before its own end. */
export type StopCause = 'timed-out' | 'stalled' | 'over-memory' | 'cancelled' | 'reader-failed';
