import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairPriorityQueue, type Waiter } from './fair-priority-queue.ts';

interface Person extends Waiter<Person> {
  readonly id: number;
}

const person = fc.record({
  priority: fc.integer({ min: -1, max: 1 }),
  group: fc.constantFrom('a', 'b', 'c'),
  expectedSeconds: fc.integer({ min: 0, max: 5 }),
  addedAtMs: fc.integer({ min: 0, max: 300_000 }),
});
/** One schedule: how many are drawn, and which of them start; or one leaves, or joins. */
const step = fc.oneof(
  fc.record({ do: fc.constant('schedule' as const), draw: fc.nat({ max: 6 }), start: fc.nat({ max: 3 }) }),
  fc.record({ do: fc.constant('leave' as const), which: fc.nat() }),
  fc.record({ do: fc.constant('join' as const), person }),
);

test('no entry is lost, drawn twice at once, or started after leaving, whatever happens.', () => {
  fc.assert(
    fc.property(fc.array(person), fc.array(step), (people, steps) => {
      const line = new FairPriorityQueue<Person>();
      const waiting = new Set<Person>();
      let nextId = 1;
      const join = (options: typeof person extends fc.Arbitrary<infer P> ? P : never): void => {
        const waiter: Person = { id: nextId++, entry: null, ...options };
        waiting.add(waiter);
        line.add(waiter);
      };
      people.forEach(join);
      for (const each of steps) {
        if (each.do === 'join') join(each.person);
        if (each.do === 'leave') {
          const leaver = [...waiting][each.which % Math.max(1, waiting.size)];
          if (leaver !== undefined) line.leave(leaver);
          if (leaver !== undefined) waiting.delete(leaver);
        }
        if (each.do === 'schedule') {
          const drawn = line.inTurn(300_000).take(each.draw).toArray();
          expect(new Set(drawn).size).toBe(drawn.length);
          drawn.forEach((waiter, index) => {
            if (index < each.start) line.start(waiter);
            else line.putBack(waiter);
            if (index < each.start) expect(waiting.delete(waiter)).toBe(true);
          });
        }
        expect(line.size).toBe(waiting.size);
      }
      expect(new Set(line.inTurn(300_000))).toEqual(waiting);
    }),
  );
});
