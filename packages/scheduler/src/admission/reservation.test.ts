import { expect, test } from 'vitest';
import { firstReservation, floorAfterDeath, runningReservation } from './reservation.ts';

test('a first reservation is the estimate and a fifth, or more where the class has proved to need more.', () => {
  expect(firstReservation({ estimateBytes: 100, correction: 0, floorBytes: 0 })).toBe(120);
  expect(firstReservation({ estimateBytes: 100, correction: 1.1, floorBytes: 0 })).toBe(120);
  expect(firstReservation({ estimateBytes: 100, correction: 1.5, floorBytes: 0 })).toBe(150);
});

test('what earlier starts have proved necessary is never undercut.', () => {
  expect(firstReservation({ estimateBytes: 100, correction: 1.5, floorBytes: 400 })).toBe(400);
});

test('a peak above the reservation raises it at once.', () => {
  expect(runningReservation(120, { peakBytes: 200, peakRoseAtMs: 1_000 }, 1_100)).toBe(200);
});

test('a reservation stays whole until the peak has not risen for three seconds, then follows the peak.', () => {
  const measured = { peakBytes: 50, peakRoseAtMs: 1_000 };
  expect(runningReservation(120, measured, 3_999)).toBe(120);
  expect(runningReservation(120, measured, 4_000)).toBeCloseTo(55);
});

test('a task that was never measured keeps what it was given.', () => {
  expect(runningReservation(120, { peakBytes: 0, peakRoseAtMs: 0 }, 60_000)).toBe(120);
});

test('after a death by memory the next reservation exceeds whatever was given and whatever was seen.', () => {
  expect(floorAfterDeath({ firstBytes: 100, reservedBytes: 100, peakBytes: 80 })).toBe(150);
  expect(floorAfterDeath({ firstBytes: 100, reservedBytes: 55, peakBytes: 50 })).toBe(150);
  expect(floorAfterDeath({ firstBytes: 100, reservedBytes: 200, peakBytes: 200 })).toBe(300);
});
