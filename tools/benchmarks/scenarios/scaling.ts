import type { Axis, Block, Point } from '../../../packages/benchmark/src/report/block.ts';
import { seconds } from '../../../packages/benchmark/src/report/figures.ts';
import { fitLine, type Line } from '../measuring/fit-line.ts';
import type { Finding } from '../scenario.ts';

/** How something grows with something else, measured at several sizes. */
export interface Scaling {
  /** What it was measured on, in a sentence. */
  readonly how: string;
  /** What grows, with its unit, such as `variants`. */
  readonly of: string;
  /** What is measured, with its unit, such as `wall, s`. */
  readonly measure: string;
  readonly points: readonly Point[];
  /** Whether the exponent of a power law is fitted, or the slope of a line. */
  readonly fit: 'power' | 'line';
  /** By which later runs know the figure, such as `seconds for each variant`. */
  readonly figure: string;
}

/** A table, a plot with the fitted line, and the slope as a figure. */
export function scalingFinding({ how, of, measure, points, fit, figure }: Scaling): Finding {
  const power = fit === 'power';
  const line = fitLine(power ? points.map(([x, y]) => [Math.log(x), Math.log(y)]) : points);
  const scale: Axis['scale'] = power ? 'log' : 'linear';
  const fitted = line === null ? [] : points.map(([x]) => [x, valueAt(line, x, power)] as const);
  const plot: Block = {
    kind: 'lines',
    title: `${measure} against ${of}`,
    x: { name: of, scale },
    y: { name: measure, scale },
    series: [
      { name: 'measured', style: 'points', points },
      ...(line === null ? [] : [{ name: sentence(line, power), style: 'line' as const, points: fitted }]),
    ],
  };
  return {
    blocks: [
      { kind: 'text', text: how },
      { kind: 'table', head: [of, measure], rows: points.map(([x, y]) => [String(x), seconds(y)]) },
      ...(line === null ? [] : [{ kind: 'text', text: `Fitted: ${sentence(line, power)}.` } as const]),
      plot,
    ],
    figures:
      line === null ? [] : [{ name: figure, value: line.slope, unit: power ? '' : 's', better: 'less' }],
  };
}

function valueAt({ slope, intercept }: Line, x: number, power: boolean): number {
  return power ? Math.exp(intercept + slope * Math.log(x)) : intercept + slope * x;
}

function sentence({ slope, intercept, explained }: Line, power: boolean): string {
  const quality = `R² ${explained.toFixed(3)}`;
  if (power) return `proportional to the power ${slope.toFixed(2)} (${quality})`;
  return `${intercept.toFixed(2)} s and ${slope.toPrecision(3)} s for each one more (${quality})`;
}

/** 1, and doubled or quadrupled up to the limit itself. */
export function steps(first: number, limit: number, factor: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = first; size < limit; size *= factor) sizes.push(size);
  return [...sizes, limit];
}
