import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Geometry, sizeAfter, warpStepOf } from './geometry.ts';
import { fromCorners, identity, type Matrix, multiply, type Point, transform } from './matrix.ts';
import { composeWarp, homographyOf, identityWarp, placeBefore } from './warp.ts';

const coordinate = fc.integer({ min: 0, max: 2000 });
const point: fc.Arbitrary<Point> = fc.tuple(coordinate, coordinate);
const inFrame: fc.Arbitrary<Point> = fc.tuple(
  fc.integer({ min: 0, max: 639 }),
  fc.integer({ min: 0, max: 359 }),
);

function expectClose([x, y]: Point, [wantedX, wantedY]: Point): void {
  expect(x).toBeCloseTo(wantedX, 4);
  expect(y).toBeCloseTo(wantedY, 4);
}

test('a homography takes the corners of the frame to the corners that it was made from', () => {
  const inset = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(
      fc.array(inset, { minLength: 8, maxLength: 8 }),
      ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0]) => {
        const corners: [Point, Point, Point, Point] = [
          [a, b],
          [100 - c, d],
          [e, 80 - f],
          [100 - g, 80 - h],
        ];
        const matrix = fromCorners(100, 80, corners);
        const frame: readonly Point[] = [
          [0, 0],
          [100, 0],
          [0, 80],
          [100, 80],
        ];
        for (const [index, at] of frame.entries())
          expectClose(transform(matrix, at), corners[index] ?? [0, 0]);
      },
    ),
  );
});

test('a product acts like its factors one after the other', () => {
  const entry = fc.integer({ min: -20, max: 20 });
  const affine: fc.Arbitrary<Matrix> = fc
    .tuple(entry, entry, entry, entry, entry, entry)
    .map(([a, b, c, d, e, f]) => [a, b, c, d, e, f, 0, 0, 1]);
  fc.assert(
    fc.property(affine, affine, point, (first, second, at) => {
      expectClose(transform(multiply(first, second), at), transform(first, transform(second, at)));
      expectClose(transform(multiply(first, identity), at), transform(first, at));
    }),
  );
});

test('cropping away what was padded, mirroring twice and turning back lead home', () => {
  const size = { width: 640, height: 360 };
  const journeys: readonly (readonly Geometry[])[] = [
    [
      { type: 'pad', x: 10, y: 20, width: 700, height: 400 },
      { type: 'crop', x: 10, y: 20, width: 640, height: 360 },
    ],
    [{ type: 'mirror' }, { type: 'mirror' }],
    [
      { type: 'rotate', radians: 0.2 },
      { type: 'rotate', radians: -0.2 },
    ],
    [
      { type: 'scale', width: 320, height: 720 },
      { type: 'scale', width: 640, height: 360 },
    ],
  ];
  for (const journey of journeys) {
    let [warp, now] = [identityWarp, size];
    for (const geometry of journey) {
      warp = composeWarp(warp, warpStepOf(geometry, now));
      now = sizeAfter(geometry, now);
    }
    expect(now).toEqual(size);
    expectClose(placeBefore(warp, [123, 45]), [123, 45]);
  }
});

test('a composed warp acts like its steps one after the other, the last one first', () => {
  const size = { width: 640, height: 360 };
  const geometries: readonly Geometry[] = [
    { type: 'rotate', radians: 0.2 },
    { type: 'shear', x: 0.1, y: 0 },
    { type: 'lens', k1: 0.1, k2: -0.02, interpolation: 'nearest' },
    { type: 'mirror' },
  ];
  const steps = geometries.map(geometry => warpStepOf(geometry, size));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 4 }), inFrame, (chain, at) => {
      const composed = chain.reduce(composeWarp, identityWarp);
      const oneByOne = chain.reduceRight<Point>((place, one) => placeBefore([one], place), at);
      expectClose(placeBefore(composed, at), oneByOne);
      const lenses = chain.filter(({ type }) => type === 'lens').length;
      expect(homographyOf(composed) === null).toBe(lenses > 0);
      expect(composed.length).toBeLessThanOrEqual(2 * lenses + 1);
    }),
  );
});
