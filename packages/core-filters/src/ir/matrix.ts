/** A 3x3 matrix in row order. As a warp it maps a pixel of the result to the pixel of the source that it shows. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** A point in pixels; the centre of the first pixel is (0, 0). */
export type Point = readonly [x: number, y: number];

/** The matrix that changes nothing. */
export const identity: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** `first` applied to what `second` gives: the product `first · second`. */
export function multiply(first: Matrix, second: Matrix): Matrix {
  const cell = (row: number, column: number): number =>
    [0, 1, 2].reduce((sum, k) => sum + (first[3 * row + k] ?? 0) * (second[3 * k + column] ?? 0), 0);
  const [a, b, c, d, e, f, g, h, i] = [0, 1, 2].flatMap(row => [0, 1, 2].map(column => cell(row, column)));
  return [a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0, f ?? 0, g ?? 0, h ?? 0, i ?? 0];
}

/** Where a matrix takes a point. */
export function transform(matrix: Matrix, [x, y]: Point): Point {
  const w = matrix[6] * x + matrix[7] * y + matrix[8];
  return [(matrix[0] * x + matrix[1] * y + matrix[2]) / w, (matrix[3] * x + matrix[4] * y + matrix[5]) / w];
}

/** Whether horizontal lines stay horizontal and vertical lines vertical, to a thousandth of a pixel over 10,000. */
export function isAxisAligned(matrix: Matrix): boolean {
  const tolerance = 1e-7;
  return [matrix[1], matrix[3], matrix[6], matrix[7]].every(value => Math.abs(value / matrix[8]) < tolerance);
}

/** The homography that takes the corners of a `width` x `height` rectangle at the origin to four points. */
export function fromCorners(
  width: number,
  height: number,
  [[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: readonly [Point, Point, Point, Point],
): Matrix {
  const [dx1, dy1] = [x1 - x3, y1 - y3];
  const [dx2, dy2] = [x2 - x3, y2 - y3];
  const [sx, sy] = [x0 - x1 - x2 + x3, y0 - y1 - y2 + y3];
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / determinant;
  const h = (dx1 * sy - sx * dy1) / determinant;
  const unit: Matrix = [
    x1 - x0 + g * x1,
    x2 - x0 + h * x2,
    x0,
    y1 - y0 + g * y1,
    y2 - y0 + h * y2,
    y0,
    g,
    h,
    1,
  ];
  return multiply(unit, [1 / width, 0, 0, 0, 1 / height, 0, 0, 0, 1]);
}
