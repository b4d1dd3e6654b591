/** Side of the small picture that PDQ looks at, in pixels. */
export const pdqPictureSize = 64;

/**
 * How one axis of a picture is brought down to {@link pdqPictureSize} samples: sample `i` is the sum of
 * `weights[i * width + k] * pixel[starts[i] + k]` over `k < width`.
 */
export interface SmoothingKernel {
  /** First pixel that each sample reads. */
  readonly starts: Int32Array;
  /** Pixels that each sample reads. */
  readonly width: number;
  /** One row of weights per sample; each row adds up to 1. */
  readonly weights: Float64Array;
}

/**
 * The two box filters of PDQ and the decimation behind them, multiplied out for one axis.
 *
 * PDQ blurs twice with a box of `ceil(size / 128)` pixels that is cut off at the picture's edges, then keeps
 * the pixel at `(i + 0.5) * size / 64`. All of it is linear, so only the kept samples are ever computed.
 * @param size Length of the axis in pixels, at least 1.
 * @see https://github.com/facebook/ThreatExchange/tree/main/pdq
 */
export function smoothingKernel(size: number): SmoothingKernel {
  const window = Math.ceil(size / (2 * pdqPictureSize));
  const before = Math.ceil(window / 2) - 1;
  const after = window - 1 - before;
  const width = Math.min(size, 2 * window - 1);
  const starts = new Int32Array(pdqPictureSize);
  const weights = new Float64Array(pdqPictureSize * width);
  for (let sample = 0; sample < pdqPictureSize; sample++) {
    const centre = Math.floor(((sample + 0.5) * size) / pdqPictureSize);
    const start = Math.max(0, Math.min(centre - 2 * before, size - width));
    starts[sample] = start;
    const outer = clippedBox(centre, before, after, size);
    for (let blurred = outer.first; blurred <= outer.last; blurred++) {
      const inner = clippedBox(blurred, before, after, size);
      for (let pixel = inner.first; pixel <= inner.last; pixel++) {
        const at = sample * width + pixel - start;
        weights[at] = (weights[at] ?? 0) + outer.weight * inner.weight;
      }
    }
  }
  return { starts, width, weights };
}

function clippedBox(centre: number, before: number, after: number, size: number) {
  const first = Math.max(0, centre - before);
  const last = Math.min(size - 1, centre + after);
  return { first, last, weight: 1 / (last - first + 1) };
}
