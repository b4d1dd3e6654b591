import { pdqPictureSize } from './smoothing-kernel.ts';

/**
 * How much a hash of this picture can be trusted: the sum of its significant brightness steps, scaled.
 *
 * Steps between neighbours are counted in whole hundredths of full brightness, so that noise does not add up.
 * @param picture 64 x 64 brightness values 0..255, row-major.
 * @returns 0 (flat) to 100 (full of detail); users of PDQ drop what is below 50.
 * @see https://github.com/facebook/ThreatExchange/tree/main/pdq
 */
export function pictureQuality(picture: Float64Array): number {
  const last = pdqPictureSize - 1;
  let steps = 0;
  for (let y = 0; y < pdqPictureSize; y++) {
    for (let x = 0; x < pdqPictureSize; x++) {
      const at = y * pdqPictureSize + x;
      const value = picture[at] as number;
      if (x < last) steps += step(value, picture[at + 1] as number);
      if (y < last) steps += step(value, picture[at + pdqPictureSize] as number);
    }
  }
  return Math.min(100, Math.floor(steps / 90));
}

function step(a: number, b: number): number {
  return Math.floor((Math.abs(a - b) * 100) / 255);
}
