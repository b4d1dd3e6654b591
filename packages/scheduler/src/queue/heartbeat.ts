import type { Clock } from '../clock.ts';

/** One timer, set to the earliest moment anyone asked for; without it nothing keeps the process alive. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #onBeat: () => void;
  #cancel: (() => void) | null = null;
  #dueAtMs = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, onBeat: () => void) {
    this.#clock = clock;
    this.#onBeat = onBeat;
  }

  /** Beats at that moment at the latest, in the clock's milliseconds. */
  beatBy(atMs: number, nowMs: number): void {
    if (atMs >= this.#dueAtMs) return;
    this.#cancel?.();
    this.#dueAtMs = atMs;
    this.#cancel = this.#clock.schedule(Math.max(0, atMs - nowMs), () => {
      this.#cancel = null;
      this.#dueAtMs = Number.POSITIVE_INFINITY;
      this.#onBeat();
    });
  }

  /** Does not beat until asked again. */
  rest(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#dueAtMs = Number.POSITIVE_INFINITY;
  }
}
