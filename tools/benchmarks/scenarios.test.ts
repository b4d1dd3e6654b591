import { expect, test } from 'vitest';
import { padCommandLines } from '../../packages/benchmark/src/baselines/argument-file.ts';
import { baselineNames } from '../../packages/benchmark/src/baselines/baseline.ts';
import { baselines } from '../../packages/benchmark/src/baselines/baselines.ts';
import { parseSsimFrames } from './measuring/ssim-frames.ts';
import { scalingFinding, steps } from './scenarios/scaling.ts';
import { scenarios } from './scenarios.ts';

test('Names of scenarios and baselines are unique.', () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  expect(baselineNames.map(name => baselines[name].name)).toEqual(baselineNames);
});

test('Command lines are padded to one length by an option that changes nothing.', () => {
  expect(padCommandLines([['-i', 'a b', 'c'], ['d']])).toEqual({
    wordsPerCall: 3,
    text: '-i\0a b\0c\0-hide_banner\0-hide_banner\0d\0',
  });
});

test('What grows as the square is found to, and a line gives its slope.', () => {
  const common = { how: 'how', of: 'x', measure: 'y', figure: 'slope' };
  const square = scalingFinding({
    ...common,
    fit: 'power',
    points: [
      [1, 2],
      [2, 8],
      [4, 32],
    ],
  });
  expect(square.figures[0]?.value).toBeCloseTo(2);
  expect(square.blocks.some(block => block.kind === 'text' && block.text.includes('power 2.00'))).toBe(true);
  const line = scalingFinding({
    ...common,
    fit: 'line',
    points: [
      [0, 1],
      [10, 6],
    ],
  });
  expect(line.figures[0]?.value).toBeCloseTo(0.5);
  expect(scalingFinding({ ...common, fit: 'line', points: [[1, 1]] }).figures).toEqual([]);
});

test('Sizes grow by a factor up to the limit itself.', () => {
  expect(steps(1, 64, 4)).toEqual([1, 4, 16, 64]);
  expect(steps(2, 60, 2)).toEqual([2, 4, 8, 16, 32, 60]);
  expect(steps(2, 2, 2)).toEqual([2]);
});

test("ffmpeg's lines of SSIM are read frame by frame.", () => {
  const text =
    'n:1 Y:0.99 U:1.0 V:0.5 All:0.9 (10.0)\nn:2 Y:1.000000 U:1.000000 V:1.000000 All:1.000000 (inf)\n';
  expect(parseSsimFrames(text)).toEqual([
    { y: 0.99, u: 1, v: 0.5, all: 0.9 },
    { y: 1, u: 1, v: 1, all: 1 },
  ]);
});
