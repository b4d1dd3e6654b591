/** A fraction of two integers, as ffmpeg writes frame rates and aspect ratios. */
export interface Rational {
  readonly numerator: number;
  /** Never 0. */
  readonly denominator: number;
}

/** The fraction as a floating-point number. */
export function rationalToNumber(value: Rational): number {
  return value.numerator / value.denominator;
}

/** The fraction as ffmpeg reads it, such as `30000/1001`. */
export function rationalText(value: Rational): string {
  return `${value.numerator}/${value.denominator}`;
}

/**
 * The nearest fraction that continuing it finds with a numerator of at most `most`; the fraction itself, in lowest terms,
 * where that is small enough.
 *
 * @param most - at least the value itself.
 */
export function withSmallNumerator(value: Rational, most: number): Rational {
  let [numerator, denominator] = [value.numerator, value.denominator];
  let [before, found]: [Rational, Rational] = [
    { numerator: 0, denominator: 1 },
    { numerator: 1, denominator: 0 },
  ];
  while (denominator !== 0) {
    const whole = Math.floor(numerator / denominator);
    const next = {
      numerator: whole * found.numerator + before.numerator,
      denominator: whole * found.denominator + before.denominator,
    };
    if (next.numerator > most) break;
    [before, found] = [found, next];
    [numerator, denominator] = [denominator, numerator - whole * denominator];
  }
  return found;
}
