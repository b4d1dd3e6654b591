/** A point of a curve, both coordinates 0..1. */
export type CurvePoint = readonly [x: number, y: number];

/**
 * The natural cubic spline through points in ascending order, as ffmpeg's `curves` draws it.
 *
 * @see https://ffmpeg.org/ffmpeg-filters.html#curves-1
 */
export function naturalSpline(points: readonly CurvePoint[]): (x: number) => number {
  const count = points.length;
  const at = (index: number): CurvePoint => points[index] ?? [0, 0];
  const gap = (index: number): number => at(index + 1)[0] - at(index)[0];
  const slope = (index: number): number => (at(index + 1)[1] - at(index)[1]) / gap(index);

  // Second derivatives at the points, by elimination in the tridiagonal system; 0 at both ends.
  const above = new Array<number>(count).fill(0);
  const curvature = new Array<number>(count).fill(0);
  for (let i = 1; i < count - 1; i++) {
    const pivot = 2 * (gap(i - 1) + gap(i)) - gap(i - 1) * (above[i - 1] ?? 0);
    above[i] = gap(i) / pivot;
    curvature[i] = (6 * (slope(i) - slope(i - 1)) - gap(i - 1) * (curvature[i - 1] ?? 0)) / pivot;
  }
  for (let i = count - 2; i > 0; i--) {
    curvature[i] = (curvature[i] ?? 0) - (above[i] ?? 0) * (curvature[i + 1] ?? 0);
  }

  return x => {
    const next = points.findIndex(([px]) => px > x);
    if (next === 0) return at(0)[1];
    if (next === -1) return at(count - 1)[1];
    const i = next - 1;
    const [from, to] = [curvature[i] ?? 0, curvature[next] ?? 0];
    const d = x - at(i)[0];
    const linear = slope(i) - (gap(i) * from) / 2 - (gap(i) * (to - from)) / 6;
    return at(i)[1] + d * (linear + d * (from / 2 + (d * (to - from)) / (6 * gap(i))));
  };
}
