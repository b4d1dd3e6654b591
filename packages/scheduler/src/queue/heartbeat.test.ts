import { expect, test } from 'vitest';
import { SimulatedClock } from '../simulation/simulated-clock.ts';
import { Heartbeat } from './heartbeat.ts';

function stage() {
  const clock = new SimulatedClock();
  const beats: number[] = [];
  return { clock, beats, heart: new Heartbeat(clock, () => beats.push(clock.now())) };
}

test('it beats once, at the earliest moment anyone asked for, in whatever order they ask.', async () => {
  const { clock, beats, heart } = stage();
  heart.beatBy(500, 0);
  heart.beatBy(100, 0);
  heart.beatBy(300, 0);
  await clock.run();
  expect(beats).toEqual([100]);
});

test('a moment that has passed already is as soon as can be.', async () => {
  const { clock, beats, heart } = stage();
  heart.beatBy(-5, 0);
  await clock.run();
  expect(beats).toEqual([0]);
});

test('at rest it does not beat, until it is asked again.', async () => {
  const { clock, beats, heart } = stage();
  heart.beatBy(100, 0);
  heart.rest();
  expect(clock.pending).toBe(0);
  await clock.run();
  heart.beatBy(200, 0);
  await clock.run();
  expect(beats).toEqual([200]);
});
