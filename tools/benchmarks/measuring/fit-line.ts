import type { Point } from '../../../packages/benchmark/src/report/block.ts';

/** A straight line through points, by least squares. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
  /** Share of the variation that the line explains, 0..1; 1 where there is none. */
  readonly explained: number;
}

/** Fits a line through two or more points of different x; `null` through fewer. */
export function fitLine(points: readonly Point[]): Line | null {
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const xx = sum(points.map(([x]) => (x - meanX) ** 2));
  if (points.length < 2 || xx === 0) return null;
  const slope = sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / xx;
  const intercept = meanY - slope * meanX;
  const total = sum(points.map(([, y]) => (y - meanY) ** 2));
  const left = sum(points.map(([x, y]) => (y - intercept - slope * x) ** 2));
  return { slope, intercept, explained: total === 0 ? 1 : 1 - left / total };
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
