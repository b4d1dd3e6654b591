import { describe, expect, test } from 'vitest';
import { policy } from '../policy.ts';
import { type Candidate, decideAdmission, type Situation } from './admission.ts';

const task = (needBytes: number, threads = 1, blockedSinceMs: number | null = null): Candidate => ({
  needBytes,
  threads,
  blockedSinceMs,
});

const situation = (given: Partial<Situation<Candidate>>): Situation<Candidate> => ({
  nowMs: 1_000_000,
  budgetBytes: 100,
  slots: 4,
  running: { count: 1, reservedBytes: 50, threads: 1 },
  paused: false,
  load: 'freely',
  candidates: [],
  ...given,
});

const needs = (candidates: readonly Candidate[]): readonly number[] =>
  candidates.map(({ needBytes }) => needBytes);

describe('admission', () => {
  test('starts whatever fits beside what runs, in the order of the line.', () => {
    const decision = decideAdmission(situation({ candidates: [task(30), task(20), task(1)] }));
    expect(needs(decision.starts)).toEqual([30, 20]);
    expect(decision.reason).toBe('memory-full');
  });

  test('fills the budget to the last byte, and not one byte more.', () => {
    expect(decideAdmission(situation({ candidates: [task(50)] })).starts).toHaveLength(1);
    expect(decideAdmission(situation({ candidates: [task(51)] })).starts).toHaveLength(0);
  });

  test('starts the first in line when nothing runs, whatever it needs.', () => {
    const running = { count: 0, reservedBytes: 0, threads: 0 };
    const decision = decideAdmission(situation({ running, candidates: [task(1_000, 4), task(1)] }));
    expect(needs(decision.starts)).toEqual([1_000]);
  });

  test('counts cores by threads, and says so when they are what is missing.', () => {
    const decision = decideAdmission(situation({ candidates: [task(1, 4), task(1, 2)] }));
    expect(decision.starts.map(({ threads }) => threads)).toEqual([2]);
    expect(decision.reason).toBe('slots-full');
  });

  test('draws no candidate when every core is taken.', () => {
    const candidates = {
      [Symbol.iterator](): Iterator<Candidate> {
        throw new Error('was looked at');
      },
    };
    const running = { count: 4, reservedBytes: 10, threads: 4 };
    expect(decideAdmission(situation({ running, candidates })).reason).toBe('slots-full');
  });

  test('lets others past one that does not fit, and names that one.', () => {
    const decision = decideAdmission(situation({ candidates: [task(80), task(10)] }));
    expect(needs(decision.starts)).toEqual([10]);
    expect(decision.blocked?.needBytes).toBe(80);
    expect(needs(decision.passedOver)).toEqual([80]);
  });

  test('holds room for the first in line once others have gone past it for two minutes.', () => {
    const blockedFor = (ms: number) =>
      decideAdmission(situation({ candidates: [task(80, 1, 1_000_000 - ms), task(10)] }));
    expect(blockedFor(policy.backfillMs - 1).starts).toHaveLength(1);
    expect(blockedFor(policy.backfillMs)).toMatchObject({ starts: [], reason: 'holding-room' });
  });

  test('holds no room for one that is not first in line.', () => {
    const decision = decideAdmission(situation({ candidates: [task(70), task(80, 1, 0), task(10)] }));
    expect(needs(decision.starts)).toEqual([10]);
  });

  test('stops after a bounded number of candidates that do not fit.', () => {
    let drawn = 0;
    const candidates = (function* () {
      for (; drawn < 10_000; drawn += 1) yield task(80);
    })();
    decideAdmission(situation({ candidates }));
    expect(drawn).toBe(policy.lookAhead - 1);
  });

  test.each([
    [{ paused: true }, 'paused'],
    [{ budgetBytes: null }, 'budget-unknown'],
    [{ load: 'no' }, 'load'],
  ] as const)('starts nothing at all under %j, not even when nothing runs.', (given, reason) => {
    const running = { count: 0, reservedBytes: 0, threads: 0 };
    const decision = decideAdmission(situation({ ...given, running, candidates: [task(1)] }));
    expect(decision).toMatchObject({ starts: [], reason });
  });

  test('starts one task at a time under load.', () => {
    const idle = { count: 0, reservedBytes: 0, threads: 0 };
    const candidates = [task(1), task(1)];
    expect(decideAdmission(situation({ load: 'if-idle', running: idle, candidates })).starts).toHaveLength(1);
    expect(decideAdmission(situation({ load: 'if-idle', candidates })).starts).toHaveLength(0);
  });
});
