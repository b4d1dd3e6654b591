import { expect, test } from 'vitest';
import { randomStream } from './random-stream.ts';

test('equal keys give equal streams, whatever the order of their fields', () => {
  const first = randomStream({ seed: 7, source: 'ab', index: 2 });
  const second = randomStream({ index: 2, source: 'ab', seed: 7 });
  const draw = (stream: typeof first): number[] =>
    Array.from({ length: 50 }, () => stream.integer([0, 1_000_000]));
  expect(draw(first)).toEqual(draw(second));
});

test('streams of neighbouring indices have nothing in common', () => {
  const first = randomStream({ seed: 7, index: 1 });
  const second = randomStream({ seed: 7, index: 2 });
  const same = Array.from({ length: 1000 }, () => first.integer([0, 99]) === second.integer([0, 99])).filter(
    Boolean,
  );
  expect(same.length).toBeLessThan(40);
});

test('decimals stay in their range and on their grid, both ends included', () => {
  const stream = randomStream({ seed: 1 });
  const drawn = new Set(Array.from({ length: 500 }, () => stream.decimal([-0.2, 0.2], 1)));
  expect([...drawn].sort((a, b) => a - b)).toEqual([-0.2, -0.1, 0, 0.1, 0.2]);
});

test('the values of a stream never change from one release to the next', () => {
  const stream = randomStream({ seed: 0, source: '00', index: 1 });
  expect([
    stream.integer([0, 999]),
    stream.integer([0, 999]),
    stream.decimal([0, 1], 3),
    stream.sign(),
  ]).toMatchInlineSnapshot(`
    [
      464,
      735,
      0.613,
      -1,
    ]
  `);
});

test('shuffling keeps every item and reaches every place', () => {
  const stream = randomStream({ seed: 3 });
  const firsts = new Set<number>();
  for (let round = 0; round < 200; round++) {
    const shuffled = stream.shuffle([1, 2, 3, 4]);
    expect([...shuffled].sort()).toEqual([1, 2, 3, 4]);
    firsts.add(shuffled[0] ?? 0);
  }
  expect(firsts.size).toBe(4);
});
