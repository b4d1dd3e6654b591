import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type QueuedJob, ReadyQueue } from './ready-queue.ts';
import type { Slot } from './slots.ts';

/** Two of one key with different limits are what functions share that allow different numbers. */
const SLOTS: readonly Slot[] = [
  { key: 'a', limit: 1 },
  { key: 'b', limit: 2 },
  { key: 'c', limit: 3 },
  { key: 'c', limit: 1 },
  { key: 'slow', rate: { limit: 1, periodMs: 8, burst: 0 } },
  { key: 'quick', rate: { limit: 2, periodMs: 6, burst: 1 } },
];

const slotsArbitrary = fc.uniqueArray(fc.constantFrom(...SLOTS), {
  maxLength: 2,
  selector: ({ key }) => key,
});

const commandArbitrary = fc.oneof(
  fc.record({
    type: fc.constant('add' as const),
    position: fc.nat(20),
    runSeq: fc.nat(3),
    slots: slotsArbitrary,
  }),
  fc.record({ type: fc.constant('take' as const) }),
  fc.record({ type: fc.constant('release' as const), which: fc.nat(50), hasBegun: fc.boolean() }),
  fc.record({ type: fc.constant('pass' as const), milliseconds: fc.integer({ min: 1, max: 10 }) }),
);

/** The same queue, by looking at every job each time. */
class PlainQueue {
  readonly jobs: QueuedJob[] = [];
  readonly running: QueuedJob[] = [];
  readonly usedUntil = new Map<string, number>();
  now = 0;

  next(): QueuedJob | undefined {
    return this.jobs
      .filter(job => job.slots.every(slot => this.hasRoom(slot)))
      .toSorted((a, b) => a.position - b.position || a.runSeq - b.runSeq || a.seq - b.seq)[0];
  }

  begin(job: QueuedJob): void {
    this.jobs.splice(this.jobs.indexOf(job), 1);
    this.running.push(job);
    for (const slot of job.slots) {
      if (!('rate' in slot)) continue;
      const from = Math.max(this.usedUntil.get(slot.key) ?? this.now, this.now);
      this.usedUntil.set(slot.key, from + slot.rate.periodMs / slot.rate.limit);
    }
  }

  giveBackRates({ slots }: QueuedJob): void {
    for (const slot of slots) {
      if (!('rate' in slot)) continue;
      this.usedUntil.set(
        slot.key,
        (this.usedUntil.get(slot.key) ?? 0) - slot.rate.periodMs / slot.rate.limit,
      );
    }
  }

  hasRoom(slot: Slot): boolean {
    if (!('rate' in slot)) {
      const { key, limit } = slot;
      return this.running.filter(job => job.slots.some(other => other.key === key)).length < limit;
    }
    const { periodMs, limit, burst } = slot.rate;
    return (this.usedUntil.get(slot.key) ?? 0) - this.now <= burst * (periodMs / limit);
  }
}

test('The queue gives the same job as a search through all of them, whatever was added, taken and released, and when.', () => {
  fc.assert(
    fc.property(fc.array(commandArbitrary, { maxLength: 120 }), commands => {
      const queue = new ReadyQueue<QueuedJob>();
      const plain = new PlainQueue();
      let seq = 0;
      for (const command of commands) {
        if (command.type === 'add') {
          seq += 1;
          const { position, runSeq, slots } = command;
          const job = { seq, runSeq, position, slots };
          queue.add(job);
          plain.jobs.push(job);
        } else if (command.type === 'take') {
          const expected = plain.next();
          expect(queue.take(plain.now)).toEqual(expected);
          if (expected !== undefined) plain.begin(expected);
        } else if (command.type === 'pass') {
          plain.now += command.milliseconds;
        } else {
          const [job] = plain.running.splice(command.which % Math.max(plain.running.length, 1), 1);
          if (job === undefined) continue;
          queue.release(job.slots, command.hasBegun);
          if (!command.hasBegun) plain.giveBackRates(job);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});
