import { pdqPictureSize, type SmoothingKernel, smoothingKernel } from './smoothing-kernel.ts';

/** What luma values mean: black is 16 and white 235 in `limited` range, 0 and 255 in `full` range. */
export type LumaRange = 'limited' | 'full';

/**
 * Makes the function that brings luma planes of one size down to the 64 x 64 picture that PDQ looks at.
 *
 * Limited-range luma is spread to 0..255 first, because the reference hashes full-range RGB: the bits hardly
 * care, the quality measure does.
 * @param width Pixels per row, at least 1.
 * @param height Rows, at least 1.
 * @returns A function whose result is overwritten by its next call.
 */
export function createLumaShrinker(
  width: number,
  height: number,
  range: LumaRange,
): (luma: Uint8Array) => Float64Array {
  const across = smoothingKernel(width);
  const down = smoothingKernel(height);
  const scale = lumaScale(range);
  const row = new Float64Array(width);
  const picture = new Float64Array(pdqPictureSize * pdqPictureSize);
  return luma => {
    if (luma.length !== width * height) {
      throw new RangeError(
        `A ${width} x ${height} luma plane has ${width * height} bytes, not ${luma.length}.`,
      );
    }
    for (let sample = 0; sample < pdqPictureSize; sample++) {
      blendRows(luma, scale, down, sample, row);
      shrinkRow(row, across, picture, sample * pdqPictureSize);
    }
    return picture;
  };
}

/** Brightness 0..255 of each luma value, clipped as a conversion to RGB clips it. */
function lumaScale(range: LumaRange): Float64Array {
  const scale = new Float64Array(256);
  for (let value = 0; value < 256; value++) {
    scale[value] = range === 'full' ? value : Math.min(255, Math.max(0, ((value - 16) * 255) / 219));
  }
  return scale;
}

/** Weighs the rows that one output row reads into a single row. */
function blendRows(
  luma: Uint8Array,
  scale: Float64Array,
  kernel: SmoothingKernel,
  sample: number,
  row: Float64Array,
): void {
  row.fill(0);
  const start = kernel.starts[sample] as number;
  for (let k = 0; k < kernel.width; k++) {
    const weight = kernel.weights[sample * kernel.width + k] as number;
    if (weight === 0) continue;
    let at = (start + k) * row.length;
    for (let x = 0; x < row.length; x++, at++) {
      row[x] = (row[x] as number) + weight * (scale[luma[at] as number] as number);
    }
  }
}

function shrinkRow(row: Float64Array, kernel: SmoothingKernel, picture: Float64Array, offset: number): void {
  for (let sample = 0; sample < pdqPictureSize; sample++) {
    const start = kernel.starts[sample] as number;
    const base = sample * kernel.width;
    let sum = 0;
    for (let k = 0; k < kernel.width; k++) {
      sum += (kernel.weights[base + k] as number) * (row[start + k] as number);
    }
    picture[offset + sample] = sum;
  }
}
