import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Candidate, decideAdmission, type Situation } from './admission.ts';

const candidate: fc.Arbitrary<Candidate> = fc.record({
  needBytes: fc.integer({ min: 1, max: 150 }),
  threads: fc.integer({ min: 1, max: 4 }),
  blockedSinceMs: fc.option(fc.integer({ min: 0, max: 300_000 })),
});

const situation: fc.Arbitrary<Situation<Candidate>> = fc.record({
  nowMs: fc.constant(300_000),
  budgetBytes: fc.integer({ min: 0, max: 300 }),
  slots: fc.integer({ min: 4, max: 8 }),
  running: fc.oneof(
    fc.constant({ count: 0, reservedBytes: 0, threads: 0 }),
    fc.record({
      count: fc.integer({ min: 1, max: 5 }),
      reservedBytes: fc.integer({ min: 1, max: 300 }),
      threads: fc.integer({ min: 1, max: 8 }),
    }),
  ),
  paused: fc.constant(false),
  load: fc.constantFrom('freely', 'if-idle'),
  candidates: fc.array(candidate, { maxLength: 50 }),
});

test('what starts beside another task fits into the budget and the cores.', () => {
  fc.assert(
    fc.property(situation, given => {
      const { starts } = decideAdmission(given);
      const running = given.running.count + starts.length;
      if (starts.length === 0 || running === 1) return;
      const bytes = starts.reduce((sum, { needBytes }) => sum + needBytes, given.running.reservedBytes);
      const threads = starts.reduce((sum, each) => sum + each.threads, given.running.threads);
      expect(bytes).toBeLessThanOrEqual(given.budgetBytes ?? 0);
      expect(threads).toBeLessThanOrEqual(given.slots);
    }),
  );
});

test('something always runs while anything waits.', () => {
  fc.assert(
    fc.property(situation, given => {
      const { starts } = decideAdmission(given);
      const waiting = [...given.candidates].length;
      if (waiting > 0) expect(given.running.count + starts.length).toBeGreaterThan(0);
    }),
  );
});

test('every candidate either starts or is passed over, in the order of the queue.', () => {
  fc.assert(
    fc.property(situation, given => {
      const { starts, passedOver } = decideAdmission(given);
      const seen = [...given.candidates].slice(0, starts.length + passedOver.length);
      expect(new Set([...starts, ...passedOver])).toEqual(new Set(seen));
    }),
  );
});

test('the same situation always gives the same decision.', () => {
  fc.assert(
    fc.property(situation, given => {
      expect(decideAdmission(given)).toEqual(decideAdmission(given));
    }),
  );
});
