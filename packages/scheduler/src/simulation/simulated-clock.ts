import { Heap } from '@variegate/ground';
import type { Clock } from '../clock.ts';

interface Timer {
  readonly atMs: number;
  readonly sequence: number;
  callback: (() => void) | null;
}

/** A clock that jumps from timer to timer, as soon as everything that follows from the last one is done. */
export class SimulatedClock implements Clock {
  readonly #timers = new Heap<Timer>(
    (a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence),
  );
  #nowMs = 0;
  #sequence = 0;
  #pending = 0;

  /** How many timers are set: what would keep a process alive. */
  get pending(): number {
    return this.#pending;
  }

  now(): number {
    return this.#nowMs;
  }

  schedule(delayMs: number, callback: () => void): () => void {
    const timer: Timer = { atMs: this.#nowMs + delayMs, sequence: this.#sequence++, callback };
    this.#timers.push(timer);
    this.#pending += 1;
    return () => {
      if (timer.callback !== null) this.#pending -= 1;
      timer.callback = null;
    };
  }

  /** Lets time pass until no timer is left, or until that moment in milliseconds. */
  async run(untilMs = Number.POSITIVE_INFINITY): Promise<void> {
    await everythingThatFollows();
    for (
      let next = this.#timers.peek();
      next !== undefined && next.atMs <= untilMs;
      next = this.#timers.peek()
    ) {
      this.#timers.pop();
      if (next.callback === null) continue;
      this.#nowMs = next.atMs;
      this.#pending -= 1;
      const { callback } = next;
      next.callback = null;
      callback();
      await everythingThatFollows();
    }
    if (Number.isFinite(untilMs)) this.#nowMs = untilMs;
  }
}

/** One turn of the event loop: all promises that can resolve have resolved by then. */
function everythingThatFollows(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}
