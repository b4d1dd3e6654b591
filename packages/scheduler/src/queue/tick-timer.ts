import type { Clock } from '../clock.ts';

/** One timer, set to the earliest moment that was asked for; without it nothing keeps the process alive. */
export class TickTimer {
  readonly #clock: Clock;
  readonly #onTick: () => void;
  #cancel: (() => void) | null = null;
  #dueAtMs = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, onTick: () => void) {
    this.#clock = clock;
    this.#onTick = onTick;
  }

  /** Ticks at that moment at the latest, in the clock's milliseconds. */
  tickBy(atMs: number, nowMs: number): void {
    if (atMs >= this.#dueAtMs) return;
    this.#cancel?.();
    this.#dueAtMs = atMs;
    this.#cancel = this.#clock.schedule(Math.max(0, atMs - nowMs), () => {
      this.#cancel = null;
      this.#dueAtMs = Number.POSITIVE_INFINITY;
      this.#onTick();
    });
  }

  /** Does not tick until asked again. */
  rest(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#dueAtMs = Number.POSITIVE_INFINITY;
  }
}
