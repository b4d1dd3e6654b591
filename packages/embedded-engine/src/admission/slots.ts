import { nextTime, type RateLimit, useRate } from '../registration/rate.ts';
import type { ConcurrencyLimit, RegisteredFunction } from '../registration/registered-function.ts';
import type { ReadyJob } from '../run/unit-of-work.ts';

/** A limit on how many jobs are under way at a time. */
export interface CountSlot {
  readonly key: string;
  /** How many jobs may be under way at a time, 1 or more. */
  readonly limit: number;
}

/** A limit on how often a job begins. */
export interface RateSlot {
  readonly key: string;
  readonly rate: RateLimit;
}

/** One limit that a job counts against: a function's own, or that of one value of its key. */
export type Slot = CountSlot | RateSlot;

/** Rates that are remembered before those that are not used any more are forgotten. */
const FEW_RATES = 1_000;

/** Counts the jobs under way, and those that began, against the limits. */
export class SlotCounter {
  readonly #used = new Map<string, number>();
  readonly #usedUntil: Map<string, number>;
  #manyRates = FEW_RATES;

  /** @param usedUntil - up to when rates are used, in milliseconds since 1970, by their keys. */
  constructor(usedUntil: ReadonlyMap<string, number> = new Map()) {
    this.#usedUntil = new Map(usedUntil);
  }

  /** The first slot that is full, if one is. */
  firstFull(slots: readonly Slot[], now: number): Slot | undefined {
    return slots.find(slot => !this.isFree(slot, now));
  }

  isFree(slot: Slot, now: number): boolean {
    if ('rate' in slot) return this.freeAt(slot) <= now;
    return (this.#used.get(slot.key) ?? 0) < slot.limit;
  }

  /** From when on a job can begin, in milliseconds since 1970. */
  freeAt({ key, rate }: RateSlot): number {
    return nextTime(rate, this.#usedUntil.get(key));
  }

  take(slots: readonly Slot[], now: number): void {
    for (const slot of slots) {
      if ('rate' in slot) this.#use(slot, now);
      else this.#used.set(slot.key, (this.#used.get(slot.key) ?? 0) + 1);
    }
  }

  /** Frees what was taken. @param hasBegun - a job that began has used its rates. */
  release(slots: readonly Slot[], hasBegun: boolean): void {
    for (const slot of slots) {
      if ('rate' in slot) {
        if (!hasBegun) this.#giveBack(slot);
        continue;
      }
      const left = (this.#used.get(slot.key) ?? 0) - 1;
      if (left > 0) this.#used.set(slot.key, left);
      else this.#used.delete(slot.key);
    }
  }

  #use({ key, rate }: RateSlot, now: number): void {
    this.#usedUntil.set(key, useRate(rate, this.#usedUntil.get(key), now));
    if (this.#usedUntil.size <= this.#manyRates) return;
    for (const [other, usedUntil] of this.#usedUntil) if (usedUntil <= now) this.#usedUntil.delete(other);
    this.#manyRates = Math.max(FEW_RATES, 2 * this.#usedUntil.size);
  }

  #giveBack({ key, rate }: RateSlot): void {
    const usedUntil = this.#usedUntil.get(key);
    if (usedUntil !== undefined) this.#usedUntil.set(key, usedUntil - rate.periodMs / rate.limit);
  }
}

/** The limits that a job counts against: those of its function, for the values that its run has for their keys. */
export function slotsOf(
  { concurrencyKeys, isStart }: ReadyJob,
  { id, concurrency, throttle }: RegisteredFunction,
): readonly Slot[] {
  const slots: Slot[] = concurrency.map((limit, index) => ({
    key: slotKey(id, index, limit, concurrencyKeys[index] ?? ''),
    limit: limit.limit,
  }));
  if (throttle === undefined || !isStart) return slots;
  return [...slots, { key: throttleKey(id, concurrencyKeys[concurrency.length] ?? ''), rate: throttle }];
}

/** What a throttle of a function is counted by, for the value of its key. */
export function throttleKey(functionId: string, key: string): string {
  return JSON.stringify([functionId, 'throttle', key]);
}

function slotKey(functionId: string, index: number, { scope }: ConcurrencyLimit, key: string): string {
  return JSON.stringify(scope === 'fn' ? [functionId, index, key] : [scope, key]);
}
