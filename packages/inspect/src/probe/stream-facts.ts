import type { FieldOrder, Rational } from '@variegate/core-filters';
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

/**
 * Clockwise rotation that players apply before they show the picture.
 *
 * A display matrix is given as degrees counter-clockwise, the older `rotate` tag as degrees clockwise. Angles
 * that are not a quarter turn (within a degree) leave the picture's shape as it is and count as 0.
 */
export function clockwiseRotation(stream: FfprobeStream): 0 | 90 | 180 | 270 {
  const matrix = stream.side_data_list.find(data => data.rotation !== undefined)?.rotation;
  const tag = Number(stream.tags['rotate']);
  const degrees = matrix === undefined ? (Number.isFinite(tag) ? tag : 0) : -matrix;
  const turns = Math.round(degrees / 90);
  if (Math.abs(degrees - turns * 90) > 1) return 0;
  return ([0, 90, 180, 270] as const)[((turns % 4) + 4) % 4] ?? 0;
}

const depths = [8, 10, 12, 16] as const;

/** Bits per sample, from the pixel format's name (`yuv420p10le`, `p010le`, `gray12le`), rounded up to 8, 10, 12 or 16. */
export function bitDepth(stream: FfprobeStream): number {
  const planar = /(?:p|p0|gray|rgb|xyz|y2)(9|10|12|14|16)(?:le|be)?$/.exec(stream.pix_fmt)?.[1];
  const packed = /^(?:rgb48|bgr48|rgba64|bgra64|ya16)/.test(stream.pix_fmt) ? 16 : undefined;
  const bits = Number(planar ?? packed ?? stream.bits_per_raw_sample ?? 8);
  return depths.find(depth => depth >= bits) ?? 16;
}

/** Order of fields by the stream's own word: the letters name the field that is shown first. */
export function statedFieldOrder({ field_order }: FfprobeStream): FieldOrder {
  if (field_order === 'tt' || field_order === 'bt') return 'top-first';
  return field_order === 'bb' || field_order === 'tb' ? 'bottom-first' : 'progressive';
}
