import { expect, test } from 'vitest';
import { ordinaryFacts } from '../testing/ordinary-facts.ts';
import { chooseSamples, secondsBefore } from './choose-samples.ts';

function factsOf(width: number, height: number, frameCount: number) {
  const video = { ...ordinaryFacts.video, width, height, frameCount };
  return { ...ordinaryFacts, video, durationSeconds: frameCount / 25 };
}

test('Stretches are spread evenly over the source, none touches another or an end.', () => {
  for (const frameCount of [48, 49, 100, 377, 86_400 * 25]) {
    const { firstFrames, framesEach } = chooseSamples(factsOf(640, 360, frameCount));
    expect(firstFrames).toHaveLength(3);
    const ends = [-framesEach, ...firstFrames, frameCount];
    const gaps = firstFrames.map((first, index) => first - (ends[index] ?? 0) - framesEach);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect((firstFrames.at(-1) ?? 0) + framesEach).toBeLessThanOrEqual(frameCount);
  }
});

test('A source that is hardly longer than its samples is taken from its start, a frame where it has one.', () => {
  for (const [frameCount, framesEach] of [
    [1, 1],
    [23, 23],
    [47, 24],
  ] as const) {
    expect(chooseSamples(factsOf(640, 360, frameCount))).toMatchObject({ firstFrames: [0], framesEach });
  }
});

test('The shorter side becomes 240 pixels, no picture is enlarged, and sizes are even.', () => {
  const sizeOf = (width: number, height: number) => {
    const { width: w, height: h } = chooseSamples(factsOf(width, height, 100));
    return [w, h];
  };
  expect(sizeOf(1280, 720)).toEqual([426, 240]);
  expect(sizeOf(480, 720)).toEqual([240, 360]);
  expect(sizeOf(160, 90)).toEqual([160, 90]);
});

test('Seeking goes to just before a frame, and never before the start.', () => {
  expect(secondsBefore(0, ordinaryFacts)).toBe(0);
  expect(secondsBefore(25, ordinaryFacts)).toBeCloseTo(0.98);
});
