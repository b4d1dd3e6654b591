import type { FfprobeStream } from './ffprobe-output.ts';

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
