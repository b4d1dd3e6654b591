import type { Clock } from '../clock.ts';

/** One wake-up call at a time: asking for an earlier one replaces it. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #setFor = Number.POSITIVE_INFINITY;
  #takeBack: (() => void) | undefined;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Sees to it that the alarm rings at this time or earlier. */
  ringBy(timeMs: number): void {
    if (timeMs >= this.#setFor) return;
    this.cancel();
    this.#setFor = timeMs;
    this.#takeBack = this.#clock.wakeAt(timeMs, () => {
      this.#setFor = Number.POSITIVE_INFINITY;
      this.#takeBack = undefined;
      this.#ring();
    });
  }

  cancel(): void {
    this.#takeBack?.();
    this.#takeBack = undefined;
    this.#setFor = Number.POSITIVE_INFINITY;
  }
}
