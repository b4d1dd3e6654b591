import type { Rational } from '@variegate/core-filters';
import type { FfprobeStream } from './ffprobe-output.ts';

/** Reads `30000/1001` or `4:3`; `null` for anything that is not a fraction above 0. */
export function parseRational(text: string): Rational | null {
  const match = /^(\d+)[/:](\d+)$/.exec(text);
  const numerator = Number(match?.[1]);
  const denominator = Number(match?.[2]);
  return numerator > 0 && denominator > 0 ? { numerator, denominator } : null;
}

/** Average frames per second, or the rate of the time stamps where ffprobe knows no average. */
export function averageFrameRate(stream: FfprobeStream): Rational | null {
  return parseRational(stream.avg_frame_rate) ?? parseRational(stream.r_frame_rate);
}

/** Relative difference that rounded time stamps (1 ms in Matroska and FLV) can make up between two equal rates. */
const rateTolerance = 0.005;

/**
 * Whether the distance between frames changes: the grid on which all time stamps lie is then finer than the
 * average distance. Interlaced streams count two fields a frame and are not variable for that.
 */
export function hasVariableFrameRate(stream: FfprobeStream): boolean {
  const average = parseRational(stream.avg_frame_rate);
  const grid = parseRational(stream.r_frame_rate);
  if (average === null || grid === null) return false;
  const ratio = (grid.numerator * average.denominator) / (grid.denominator * average.numerator);
  const interlaced = ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order);
  const equal = Math.abs(ratio - 1) <= rateTolerance;
  const fields = interlaced && Math.abs(ratio / 2 - 1) <= rateTolerance;
  return !equal && !fields;
}
