import type { Rgb } from './colour-matrix.ts';

/**
 * Gains of red, green and blue for a light of a colour temperature, as ffmpeg's `colortemperature` takes them from
 * a fit to black-body radiation.
 *
 * @param kelvin - 1000..40000.
 * @see https://ffmpeg.org/ffmpeg-filters.html#colortemperature
 */
export function temperatureGains(kelvin: number): Rgb {
  const hundreds = kelvin / 100;
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  if (hundreds <= 66) {
    const green = clip(0.39008157 * Math.log(hundreds) - 0.63184144);
    const blue =
      hundreds === 66 ? 1 : hundreds <= 19 ? 0 : clip(0.54320678 * Math.log(hundreds - 10) - 1.19625408);
    return [1, green, blue];
  }
  const beyond = Math.max(hundreds - 60, 0);
  return [clip(1.29293618 * beyond ** -0.13320475), clip(1.12989086 * beyond ** -0.07551484), 1];
}
