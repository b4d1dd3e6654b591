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
