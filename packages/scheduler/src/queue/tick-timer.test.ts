import { expect, test } from 'vitest';
import { SimulatedClock } from '../simulation/simulated-clock.ts';
import { TickTimer } from './tick-timer.ts';

function harness() {
  const clock = new SimulatedClock();
  const ticks: number[] = [];
  return { clock, ticks, timer: new TickTimer(clock, () => ticks.push(clock.now())) };
}

test('it ticks once, at the earliest moment anyone asked for, in whatever order they ask.', async () => {
  const { clock, ticks, timer } = harness();
  timer.tickBy(500, 0);
  timer.tickBy(100, 0);
  timer.tickBy(300, 0);
  await clock.run();
  expect(ticks).toEqual([100]);
});

test('a moment that has passed already is as soon as can be.', async () => {
  const { clock, ticks, timer } = harness();
  timer.tickBy(-5, 0);
  await clock.run();
  expect(ticks).toEqual([0]);
});

test('at rest it does not tick, until it is asked again.', async () => {
  const { clock, ticks, timer } = harness();
  timer.tickBy(100, 0);
  timer.rest();
  expect(clock.pending).toBe(0);
  await clock.run();
  timer.tickBy(200, 0);
  await clock.run();
  expect(ticks).toEqual([200]);
});
