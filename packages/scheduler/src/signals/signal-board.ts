import { policy } from '../policy.ts';
import type { LoadReading, LoadSignal } from './load-signal.ts';

/** What all signals together say. */
export interface BoardReading {
  /** The strictest of them. */
  readonly start: LoadReading['start'];
  /** Why the youngest task must be stopped, or `null`. */
  readonly evict: string | null;
}

interface Slot {
  readonly signal: LoadSignal;
  readonly intervalMs: number;
  reading: LoadReading;
  readAtMs: number;
  inFlight: boolean;
}

const unread: LoadReading = { start: 'no', evict: false, detail: 'not read yet' };
const strictness = { freely: 0, 'if-idle': 1, no: 2 } as const;

/** Keeps the latest word of every load signal: if any of them is overloaded, the system is. */
export class SignalBoard {
  readonly #slots: readonly Slot[];
  readonly #onChange: (name: string, reading: LoadReading) => void;

  /** @param onChange called when a signal's reading changes, so that admission runs again */
  constructor(signals: readonly LoadSignal[], onChange: (name: string, reading: LoadReading) => void) {
    this.#slots = signals.map(signal => ({
      signal,
      intervalMs: signal.intervalMs ?? policy.readingMs,
      reading: unread,
      readAtMs: Number.NEGATIVE_INFINITY,
      inFlight: false,
    }));
    this.#onChange = onChange;
  }

  /** After a rest old readings are stale: nothing starts before new ones. */
  wake(nowMs: number): void {
    for (const slot of this.#slots) {
      if (nowMs - slot.readAtMs >= slot.intervalMs) slot.reading = unread;
    }
    this.poll(nowMs);
  }

  /** Reads every signal whose time has come. Never two readings of one at once. */
  poll(nowMs: number): void {
    for (const slot of this.#slots) {
      if (!slot.inFlight && nowMs - slot.readAtMs >= slot.intervalMs) void this.#read(slot, nowMs);
    }
  }

  /** All words together. */
  now(): BoardReading {
    let start: LoadReading['start'] = 'freely';
    let evict: string | null = null;
    for (const { signal, reading } of this.#slots) {
      if (strictness[reading.start] > strictness[start]) start = reading.start;
      if (reading.evict) evict ??= `${signal.name}: ${reading.detail}`;
    }
    return { start, evict };
  }

  async #read(slot: Slot, nowMs: number): Promise<void> {
    slot.inFlight = true;
    slot.readAtMs = nowMs;
    const before = slot.reading;
    slot.reading = await readSafely(slot.signal);
    slot.inFlight = false;
    const { start, evict } = slot.reading;
    if (before.start !== start || before.evict !== evict) this.#onChange(slot.signal.name, slot.reading);
  }
}

async function readSafely(signal: LoadSignal): Promise<LoadReading> {
  try {
    return await signal.read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { start: 'if-idle', evict: false, detail: `cannot be read: ${why}` };
  }
}
