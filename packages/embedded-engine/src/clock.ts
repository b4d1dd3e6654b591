import { TimeInvalidError } from './errors.ts';

/** Where the engine takes the time from. Its sleeps, retries, timeouts, cron triggers and retention follow it; steps do not. */
export interface Clock {
  /** The time, in milliseconds since 1970. It never goes back. */
  now(): number;
  /**
   * Calls back once, at the given time or earlier (the engine checks the time and asks again).
   * Returns a function that takes the request back.
   */
  wakeAt(timeMs: number, callback: () => void): () => void;
}

/** A timer measures no time while the machine sleeps, and none that its clock is set forward by: it is asked again. */
const LONGEST_DELAY_MS = 30_000;

/**
 * The machine's clock, for one engine. Where that is set forward, it follows; where it is set back, it continues at its
 * pace from where it was, so that what is due in ten seconds is done in ten seconds.
 */
export function createSystemClock(): Clock {
  /** What the machine's clock showed, at the latest, when the process's own measure of time was 0. */
  let originMs = Number.NEGATIVE_INFINITY;
  const now = () => {
    const measuredMs = performance.now();
    originMs = Math.max(originMs, Date.now() - measuredMs);
    return Math.floor(originMs + measuredMs);
  };
  return {
    now,
    wakeAt: (timeMs, callback) => {
      const timer = setTimeout(callback, Math.min(Math.max(timeMs - now(), 0), LONGEST_DELAY_MS));
      return () => clearTimeout(timer);
    },
  };
}

interface Wake {
  readonly timeMs: number;
  readonly callback: () => void;
}

/** A clock for tests that moves only on demand, so that a sleep of a year takes no time. */
export class ManualClock implements Clock {
  #nowMs: number;
  readonly #wakes = new Set<Wake>();

  /** @param startMs - the time it shows at first, in milliseconds since 1970. */
  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  wakeAt(timeMs: number, callback: () => void): () => void {
    const wake = { timeMs, callback };
    this.#wakes.add(wake);
    return () => this.#wakes.delete(wake);
  }

  /** The earliest time that something waits for, in milliseconds since 1970; `undefined` when nothing does. */
  get nextWakeMs(): number | undefined {
    return this.#earliest(Number.POSITIVE_INFINITY)?.timeMs;
  }

  /**
   * Moves the time forward and makes every call that has become due, earliest first.
   *
   * @param byMs - in milliseconds, 0 or more.
   * @throws {ENGINE_TIME_INVALID}
   */
  advance(byMs: number): void {
    if (!(byMs >= 0 && byMs < Number.POSITIVE_INFINITY)) {
      throw new TimeInvalidError(`A clock cannot be moved by ${byMs} ms: it only goes forward.`);
    }
    const targetMs = this.#nowMs + byMs;
    for (let wake = this.#earliest(targetMs); wake !== undefined; wake = this.#earliest(targetMs)) {
      this.#wakes.delete(wake);
      this.#nowMs = Math.max(this.#nowMs, wake.timeMs);
      wake.callback();
    }
    this.#nowMs = targetMs;
  }

  #earliest(untilMs: number): Wake | undefined {
    let earliest: Wake | undefined;
    for (const wake of this.#wakes) {
      if (wake.timeMs <= untilMs && (earliest === undefined || wake.timeMs < earliest.timeMs))
        earliest = wake;
    }
    return earliest;
  }
}
