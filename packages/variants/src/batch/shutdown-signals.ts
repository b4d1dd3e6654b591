/** The two ways for a run to end early. The first reason wins. */
export class ShutdownSignals {
  readonly #drain = new AbortController();
  readonly #kill = new AbortController();

  /** Follows the caller's signals; either may be absent. */
  constructor(drainSignal: AbortSignal | undefined, killSignal: AbortSignal | undefined) {
    follow(drainSignal, reason => this.drain(reason));
    follow(killSignal, reason => this.kill(reason));
  }

  /** Aborted when nothing new may start. */
  get draining(): AbortSignal {
    return this.#drain.signal;
  }

  /** Aborted when what runs must end at once. */
  get killing(): AbortSignal {
    return this.#kill.signal;
  }

  /** Starts nothing new; what runs is finished. */
  drain(reason: unknown): void {
    this.#drain.abort(reason);
  }

  /** Starts nothing new and ends what runs. */
  kill(reason: unknown): void {
    this.#drain.abort(reason);
    this.#kill.abort(reason);
  }
}

function follow(signal: AbortSignal | undefined, act: (reason: unknown) => void): void {
  if (signal === undefined) return;
  if (signal.aborted) act(signal.reason);
  else signal.addEventListener('abort', () => act(signal.reason), { once: true });
}
