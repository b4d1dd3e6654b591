import { measuringMs, runSuccessfully } from '../../run-program.ts';
import type { MatrixVersion } from '../../versions/matrix-version.ts';

/** Mean luma and chroma of the middle of a picture, 8 bits of limited range. */
export type Patch = readonly [y: number, cb: number, cr: number];

const side = 16;

/** Reads the middle of the first frames of a file as it is to be shown; one ffmpeg reads all. */
export async function readPatch(
  file: string,
  { ffmpeg }: MatrixVersion,
  signal: AbortSignal,
): Promise<Patch> {
  const filters = `crop=${side}:${side},scale=out_range=limited,format=yuv444p`;
  const words = ['-v', 'error', '-nostdin', '-i', file, '-map', '0:V:0', '-vf', filters, '-frames:v', '5'];
  const output = ['-f', 'rawvideo', '-'];
  const { stdout } = await runSuccessfully(ffmpeg.path, [...words, ...output], {
    timeoutMs: measuringMs,
    signal,
  });
  const area = side * side;
  const mean = (plane: number) => {
    const values = stdout.filter((_, at) => Math.floor(at / area) % 3 === plane);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return [mean(0), mean(1), mean(2)];
}

/** Largest distance of a component, in levels. */
export function distanceOf(patch: Patch, other: Patch): number {
  return Math.max(...patch.map((value, place) => Math.abs(value - (other[place] ?? 0))));
}

/** A patch in words. */
export const patchText = (patch: Patch) => patch.map(value => value.toFixed(1)).join(' ');
