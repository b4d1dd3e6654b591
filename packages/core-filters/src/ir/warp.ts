import { identity, type Matrix, multiply, type Point, transform } from './matrix.ts';

/** What a lens does to a picture of a size, as `lenscorrection` defines it. */
export interface Lens {
  readonly width: number;
  readonly height: number;
  /** Factors of the second and the fourth power of the distance from the centre, in half diagonals. */
  readonly k1: number;
  readonly k2: number;
}

/** A homography, or what a lens does. */
export type WarpStep =
  | { readonly type: 'homography'; readonly matrix: Matrix }
  | { readonly type: 'lens'; readonly lens: Lens };

/**
 * A composed warp: the way from a pixel of the result to the place in the picture before that it shows, step by step.
 * Homographies beside each other are one.
 */
export type Warp = readonly WarpStep[];

/** The warp that leaves everything where it is. */
export const identityWarp: Warp = [];

/** A warp of the picture that another warp made: pixels of the result go through the later one first. */
export function composeWarp(earlier: Warp, later: WarpStep): Warp {
  const [next, ...rest] = earlier;
  if (next?.type !== 'homography' || later.type !== 'homography') return [later, ...earlier];
  return [{ type: 'homography', matrix: multiply(next.matrix, later.matrix) }, ...rest];
}

/** The matrix of a warp without a lens; `null` for one with. */
export function homographyOf(warp: Warp): Matrix | null {
  const [first, ...others] = warp;
  if (first === undefined) return identity;
  return first.type === 'homography' && others.length === 0 ? first.matrix : null;
}

/** The place in the picture before that a pixel of the result shows. */
export function placeBefore(warp: Warp, pixel: Point): Point {
  return warp.reduce<Point>(
    (point, step) =>
      step.type === 'homography' ? transform(step.matrix, point) : throughLens(step.lens, point),
    pixel,
  );
}

function throughLens({ width, height, k1, k2 }: Lens, [x, y]: Point): Point {
  const [cx, cy] = lensCentre({ width, height });
  const square = ((x - cx) ** 2 + (y - cy) ** 2) * lensUnit({ width, height });
  const factor = 1 + square * k1 + square * square * k2;
  return [cx + factor * (x - cx), cy + factor * (y - cy)];
}

/** Where a lens has its centre. */
export function lensCentre({ width, height }: Pick<Lens, 'width' | 'height'>): Point {
  return [width / 2, height / 2];
}

/** What makes a squared distance in pixels one in half diagonals. */
export function lensUnit({ width, height }: Pick<Lens, 'width' | 'height'>): number {
  return 4 / (width * width + height * height);
}
