import type { ShutdownSignals } from './shutdown-signals.ts';

/** Aborts a wait when the run drains or it has taken too long; once the wait is over, only a kill aborts. */
export class Patience implements Disposable {
  /** Aborts when the wait does, or the run is killed. */
  readonly signal: AbortSignal;
  readonly #waiting = new AbortController();
  readonly #shutdown: ShutdownSignals;
  readonly #timer: NodeJS.Timeout | undefined;

  /** @param patienceMs - longest wait, in milliseconds; no limit where it is `undefined` */
  constructor(shutdown: ShutdownSignals, patienceMs: number | undefined) {
    this.#shutdown = shutdown;
    this.signal = AbortSignal.any([this.#waiting.signal, shutdown.killing]);
    shutdown.draining.addEventListener('abort', this.#giveUp, { once: true });
    if (patienceMs !== undefined && patienceMs < 2 ** 31) {
      this.#timer = setTimeout(this.#giveUp, patienceMs).unref();
    }
  }

  /** Whether the wait was aborted. */
  get isOver(): boolean {
    return this.#waiting.signal.aborted;
  }

  /** Ends the wait: what was waited for is there. */
  end(): void {
    clearTimeout(this.#timer);
    this.#shutdown.draining.removeEventListener('abort', this.#giveUp);
  }

  [Symbol.dispose](): void {
    this.end();
  }

  readonly #giveUp = (): void => this.#waiting.abort(this.#shutdown.draining.reason);
}
