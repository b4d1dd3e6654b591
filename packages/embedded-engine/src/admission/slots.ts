import type { RegisteredFunction } from '../registration/registered-function.ts';
import type { ReadyJob } from '../run/unit-of-work.ts';

/** One limit that a job counts against: a function's own, or that of one value of its key. */
export interface Slot {
  readonly key: string;
  /** How many jobs may be under way at a time, 1 or more. */
  readonly limit: number;
}

/** Counts the jobs under way against the limits. */
export class SlotCounter {
  readonly #used = new Map<string, number>();

  /** The first slot that is full, if one is. */
  firstFull(slots: readonly Slot[]): Slot | undefined {
    return slots.find(slot => !this.isFree(slot));
  }

  isFree({ key, limit }: Slot): boolean {
    return (this.#used.get(key) ?? 0) < limit;
  }

  take(slots: readonly Slot[]): void {
    for (const { key } of slots) this.#used.set(key, (this.#used.get(key) ?? 0) + 1);
  }

  release(slots: readonly Slot[]): void {
    for (const { key } of slots) {
      const left = (this.#used.get(key) ?? 0) - 1;
      if (left > 0) this.#used.set(key, left);
      else this.#used.delete(key);
    }
  }
}

/** The limits that a job counts against: those of its function, for the values that its run has for their keys. */
export function slotsOf(
  { concurrencyKeys }: ReadyJob,
  { id, concurrency }: RegisteredFunction,
): readonly Slot[] {
  return concurrency.map(({ limit }, index) => ({
    key: JSON.stringify([id, index, concurrencyKeys[index] ?? '']),
    limit,
  }));
}
