import { pdqPictureSize } from './smoothing-kernel.ts';

/** Side of the block of frequencies that a hash is made of: 1..16 along each axis, without the constant 0. */
export const pdqFrequencies = 16;

const half = pdqPictureSize / 2;

/** Row `f` holds the first half of the cosine of frequency `f + 1`; the second half mirrors it. */
const cosines = cosineTable();

/**
 * Frequencies 1..16 of the two-dimensional DCT-II of a 64 x 64 picture.
 *
 * A cosine of odd frequency changes its sign in the middle and one of even frequency does not, so each line
 * is folded into 32 sums and 32 differences first, which halves the multiplications.
 * @param picture Row-major, 4096 values.
 * @returns 256 values, row-major; the row is the vertical frequency.
 */
export function cosineTransform(picture: Float64Array): Float64Array {
  const rowsDone = new Float64Array(pdqPictureSize * pdqFrequencies);
  const line = new Float64Array(pdqPictureSize);
  for (let y = 0; y < pdqPictureSize; y++) {
    foldLine(picture, y * pdqPictureSize, 1, line);
    transformLine(line, rowsDone, y * pdqFrequencies, 1);
  }
  const frequencies = new Float64Array(pdqFrequencies * pdqFrequencies);
  for (let x = 0; x < pdqFrequencies; x++) {
    foldLine(rowsDone, x, pdqFrequencies, line);
    transformLine(line, frequencies, x, pdqFrequencies);
  }
  return frequencies;
}

/** Leaves the sums of mirrored samples in the first half of `line` and their differences in the second. */
function foldLine(source: Float64Array, offset: number, stride: number, line: Float64Array): void {
  const end = offset + (pdqPictureSize - 1) * stride;
  for (let k = 0; k < half; k++) {
    const near = source[offset + k * stride] as number;
    const far = source[end - k * stride] as number;
    line[k] = near + far;
    line[half + k] = near - far;
  }
}

function transformLine(line: Float64Array, target: Float64Array, offset: number, stride: number): void {
  for (let f = 0; f < pdqFrequencies; f++) {
    const folded = f % 2 === 0 ? half : 0;
    const base = f * half;
    let sum = 0;
    for (let k = 0; k < half; k++) {
      sum += (cosines[base + k] as number) * (line[folded + k] as number);
    }
    target[offset + f * stride] = sum;
  }
}

function cosineTable(): Float64Array {
  const table = new Float64Array(pdqFrequencies * half);
  for (let f = 0; f < pdqFrequencies; f++) {
    for (let k = 0; k < half; k++) {
      const angle = (Math.PI / (2 * pdqPictureSize)) * (f + 1) * (2 * k + 1);
      table[f * half + k] = Math.sqrt(2 / pdqPictureSize) * Math.cos(angle);
    }
  }
  return table;
}
