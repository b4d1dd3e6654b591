import { policy } from '../policy.ts';

/** How much memory a queue's tasks may take. */
export interface BudgetReading {
  /** What may be set aside for them now, beside what other processes take, in bytes, ≥ 0. */
  readonly budgetBytes: number;
  /** What they must not exceed even if no other process took anything, in bytes; beyond it the youngest goes. */
  readonly ceilingBytes: number;
}

/** Reads, again and again, how much memory the tasks of a queue may take in all. */
export interface BudgetSource {
  /**
   * Reads it.
   *
   * @param ownBytes what the queue's tasks take now, in bytes, so that it is not taken for other processes' use
   */
  read(ownBytes: number): Promise<BudgetReading>;
}

/** Keeps a queue's budget up to date while it works. */
export class BudgetKeeper {
  readonly #source: BudgetSource | null;
  readonly #onChange: () => void;
  #reading: BudgetReading | null;
  #readAtMs = Number.NEGATIVE_INFINITY;
  #inFlight = false;

  /**
   * @param budget a number of bytes that never changes, or where to read it
   * @param onChange called after every reading, so that admission runs again
   */
  constructor(budget: number | BudgetSource, onChange: () => void) {
    this.#source = typeof budget === 'number' ? null : budget;
    this.#reading = typeof budget === 'number' ? { budgetBytes: budget, ceilingBytes: budget } : null;
    this.#onChange = onChange;
  }

  /** The budget in bytes; `null` until it has been read. */
  get bytes(): number | null {
    return this.#reading?.budgetBytes ?? null;
  }

  /** What the tasks must not exceed, in bytes; no limit until it has been read. */
  get ceilingBytes(): number {
    return this.#reading?.ceilingBytes ?? Number.POSITIVE_INFINITY;
  }

  /** After a rest an old reading counts for nothing. */
  wake(nowMs: number, ownBytes: number): void {
    if (this.#source !== null && nowMs - this.#readAtMs >= policy.readingMs) this.#reading = null;
    this.poll(nowMs, ownBytes);
  }

  /** Reads the budget if its time has come. A failed reading leaves the last one in force. */
  poll(nowMs: number, ownBytes: number): void {
    if (this.#source === null || this.#inFlight || nowMs - this.#readAtMs < policy.readingMs) return;
    void this.#read(this.#source, nowMs, ownBytes);
  }

  async #read(source: BudgetSource, nowMs: number, ownBytes: number): Promise<void> {
    this.#inFlight = true;
    this.#readAtMs = nowMs;
    try {
      this.#reading = await source.read(ownBytes);
    } catch {
      // Without any reading one task at a time is always safe to run.
      this.#reading ??= { budgetBytes: 0, ceilingBytes: Number.POSITIVE_INFINITY };
    }
    this.#inFlight = false;
    this.#onChange();
  }
}
