import { roundTo } from '../../random/round-to.ts';

/** A function through points joined by straight lines, and level beyond the first and the last. */
export interface PiecewiseLinear {
  /** Ascending. */
  readonly knots: readonly number[];
  readonly values: readonly number[];
}

/** The value of the function. */
export function valueAt({ knots, values }: PiecewiseLinear, x: number): number {
  const next = knots.findIndex(knot => knot > x);
  if (next === 0) return values[0] ?? 0;
  if (next === -1) return values.at(-1) ?? 0;
  const [from = 0, to = 0] = [knots[next - 1], knots[next]];
  const [low = 0, high = 0] = [values[next - 1], values[next]];
  return low + ((high - low) * (x - from)) / (to - from);
}

/**
 * The fewest joined lines that stay within a tolerance of a table, found by stretching each line as far as it
 * will go.
 *
 * @param table - the values at 0, 1, 2, …
 */
export function approximate(table: readonly number[], tolerance: number): PiecewiseLinear {
  const at = (index: number): number => table[index] ?? 0;
  const fits = (from: number, to: number): boolean => {
    const slope = (at(to) - at(from)) / (to - from);
    for (let x = from + 1; x < to; x++)
      if (Math.abs(at(from) + slope * (x - from) - at(x)) > tolerance) return false;
    return true;
  };
  const knots = [0];
  for (let from = 0; from < table.length - 1; ) {
    let to = from + 1;
    // Doubling, then halving: a line that fits over a long stretch is found in few tests.
    let step = 1;
    while (step >= 1) {
      const further = Math.min(table.length - 1, to + step);
      if (further > to && fits(from, further)) {
        to = further;
        step *= 2;
      } else step = Math.floor(step / 2);
    }
    knots.push(to);
    from = to;
  }
  return { knots, values: knots.map(at) };
}

/**
 * The function as an expression of ffmpeg.
 *
 * @param variable - the name of the variable, such as `val`.
 */
export function expressionOf({ knots, values }: PiecewiseLinear, variable: string): string {
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  const slopes = knots.slice(1).map((knot, i) => (at(values, i + 1) - at(values, i)) / (knot - at(knots, i)));
  const terms = [...slopes, 0].map((slope, i) => ({
    knot: at(knots, i),
    bend: slope - (i === 0 ? 0 : at(slopes, i - 1)),
  }));
  const bends = terms
    .filter(({ bend }) => Math.abs(bend) > 1e-6)
    .map(({ knot, bend }) => `${signed(bend)}*max(${variable}-${roundTo(knot, 4)},0)`);
  return `${text(at(values, 0))}${bends.join('')}`;
}

function signed(value: number): string {
  return value < 0 ? `-${text(-value)}` : `+${text(value)}`;
}

function text(value: number): string {
  return roundTo(value, 6)
    .toFixed(6)
    .replace(/\.?0+$/, '');
}
