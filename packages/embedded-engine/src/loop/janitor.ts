import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

const INTERVAL_MS = 3_600_000;

/** Small enough that a batch holds nothing else up for long. */
const BATCH = 200;

/** Removes finished runs and old events from the store, a few at a time. */
export class Janitor {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #retentionMs: number;
  readonly #guard: (work: () => void) => void;
  #lastCleaned = Number.NEGATIVE_INFINITY;

  /** @param guard - runs what is left for later turns of the event loop; an engine that has closed runs nothing. */
  constructor(store: Store, clock: Clock, retentionMs: number, guard: (work: () => void) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#retentionMs = retentionMs;
    this.#guard = guard;
  }

  /** Cleans if it was long ago. Cheap: to be called whenever something happens. */
  cleanNowAndThen(): void {
    if (this.#clock.now() - this.#lastCleaned >= INTERVAL_MS) this.clean();
  }

  /** Removes a first batch, and what is left of them in later turns of the event loop. */
  clean(): void {
    this.#lastCleaned = this.#clock.now();
    const before = this.#lastCleaned - this.#retentionMs;
    if (!Number.isFinite(before)) return;
    const removed = this.#store.transaction(
      () =>
        this.#store.runs.deleteFinished(before, BATCH) +
        this.#store.events.deleteUnused(before, BATCH) +
        this.#store.gates.deleteUnused(this.#lastCleaned, BATCH),
    );
    if (removed > 0) setImmediate(() => this.#guard(() => this.clean()));
  }
}
