import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type QueuedJob, ReadyQueue } from './ready-queue.ts';
import type { Slot } from './slots.ts';

const LIMITS: Readonly<Record<string, number>> = { a: 1, b: 2, c: 3, d: 1 };

const slotsArbitrary = fc
  .uniqueArray(fc.constantFrom(...Object.keys(LIMITS)), { maxLength: 2 })
  .map(keys => keys.map((key): Slot => ({ key, limit: LIMITS[key] ?? 1 })));

const commandArbitrary = fc.oneof(
  fc.record({
    type: fc.constant('add' as const),
    position: fc.nat(20),
    runSeq: fc.nat(3),
    slots: slotsArbitrary,
  }),
  fc.record({ type: fc.constant('take' as const) }),
  fc.record({ type: fc.constant('release' as const), which: fc.nat(50) }),
);

/** The same queue, by looking at every job each time. */
class PlainQueue {
  readonly jobs: QueuedJob[] = [];
  readonly running: QueuedJob[] = [];

  next(): QueuedJob | undefined {
    return this.jobs
      .filter(job => job.slots.every(slot => this.used(slot) < slot.limit))
      .toSorted((a, b) => a.position - b.position || a.runSeq - b.runSeq || a.seq - b.seq)[0];
  }

  used({ key }: Slot): number {
    return this.running.filter(job => job.slots.some(slot => slot.key === key)).length;
  }
}

test('The queue gives the same job as a search through all of them, whatever was added, taken and released.', () => {
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
          expect(queue.take()).toEqual(expected);
          if (expected !== undefined) {
            plain.jobs.splice(plain.jobs.indexOf(expected), 1);
            plain.running.push(expected);
          }
        } else {
          const [job] = plain.running.splice(command.which % Math.max(plain.running.length, 1), 1);
          if (job !== undefined) queue.release(job.slots);
        }
        expect(queue.isEmpty).toBe(plain.jobs.length === 0);
      }
    }),
    { numRuns: 1_000 },
  );
});
