import { roundTo } from '../../round-to.ts';

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

/** The same functions without the knots that lie on the line between their neighbours, within a tolerance for each. */
export function withoutIdleKnots(
  functions: readonly PiecewiseLinear[],
  tolerances: readonly number[],
): readonly PiecewiseLinear[] {
  const [first] = functions;
  if (first === undefined) return [];
  const { knots } = first;
  const fits = (from: number, to: number): boolean =>
    functions.every(({ values }, index) => {
      const ends = [from, to];
      const line = { knots: ends.map(end => knots[end] ?? 0), values: ends.map(end => values[end] ?? 0) };
      return knots
        .slice(from + 1, to)
        .every(
          (knot, inside) =>
            Math.abs(valueAt(line, knot) - (values[from + 1 + inside] ?? 0)) <= (tolerances[index] ?? 0),
        );
    });
  const kept = [0];
  for (let next = 1; next < knots.length; next++) {
    const last = kept.at(-1) ?? 0;
    if (!fits(last, next)) kept.push(next - 1);
  }
  kept.push(knots.length - 1);
  const pick = (all: readonly number[]): readonly number[] => kept.map(index => all[index] ?? 0);
  return functions.map(one => ({ knots: pick(knots), values: pick(one.values) }));
}

/**
 * Functions with the same knots as one expression of ffmpeg. A tree of comparisons leads to the line that holds, so
 * that a table of 65,536 entries is filled in milliseconds; a sum over all bends takes five times as long.
 *
 * @param variable - the name of the variable, such as `val`.
 * @param combine - makes one expression of the lines of the functions, in their order.
 */
export function expressionOf(
  functions: readonly PiecewiseLinear[],
  variable: string,
  combine: (...lines: readonly string[]) => string = line => line ?? '0',
): string {
  const knots = functions[0]?.knots ?? [];
  const leaf = (part: number): string =>
    combine(...functions.map(one => lineText(lineOf(one, part), variable)));
  // Part 0 lies before the first knot, part n behind the nth.
  const tree = (from: number, to: number): string => {
    if (from === to) return leaf(from);
    const middle = Math.floor((from + to) / 2);
    const [before, behind] = [tree(from, middle), tree(middle + 1, to)];
    return before === behind
      ? before
      : `if(lt(${variable},${number(knots[middle] ?? 0)}),${before},${behind})`;
  };
  return tree(0, knots.length);
}

interface Line {
  readonly offset: number;
  readonly slope: number;
}

function lineOf({ knots, values }: PiecewiseLinear, part: number): Line {
  const [from = 0, to = 0] = [knots[part - 1], knots[part]];
  const [low = 0, high = 0] = [values[part - 1], values[part]];
  if (part === 0) return { offset: values[0] ?? 0, slope: 0 };
  if (part === knots.length) return { offset: values.at(-1) ?? 0, slope: 0 };
  const slope = (high - low) / (to - from);
  return { offset: low - slope * from, slope };
}

function lineText({ offset, slope }: Line, variable: string): string {
  return Math.abs(slope) < 1e-6 ? number(offset) : `(${number(offset)}+${number(slope)}*${variable})`;
}

/** In brackets where it is negative, so that it can follow an operator. */
function number(value: number): string {
  const digits = roundTo(value, 6)
    .toFixed(6)
    .replace(/\.?0+$/, '');
  return value < 0 ? `(${digits})` : digits;
}
