import { expect, test } from 'vitest';
import { FrameClock } from './frame-clock.ts';

function clockOf(...times: readonly number[]): FrameClock {
  const clock = new FrameClock();
  for (const time of times) clock.tick(time);
  return clock;
}

test('The last frame is taken to be shown for as long as the others are on average.', () => {
  expect(clockOf(2, 2.5, 3).durationSeconds(9)).toBe(1.5);
});

test('The order in which frames arrive does not matter.', () => {
  const clock = clockOf(3, 2, 2.5);
  expect([clock.firstSeconds, clock.count, clock.durationSeconds(9)]).toEqual([2, 3, 1.5]);
});

test('A lone frame is shown for its nominal time, and no frame for none.', () => {
  expect([clockOf(1).durationSeconds(0.04), clockOf().durationSeconds(0.04), clockOf().firstSeconds]).toEqual(
    [0.04, 0, 0],
  );
});
