import type { Figures } from '../checks/check.ts';
import type { ComparedPair } from './compare-pair.ts';

/** The worst and the middle of what was compared, for the page. */
export function spreadOf(compared: readonly Pick<ComparedPair, 'ssim' | 'decibels'>[]): Figures {
  const ssims = ascending(compared.map(({ ssim }) => ssim));
  const decibels = ascending(compared.map(one => one.decibels));
  return {
    ...(ssims.length === 0
      ? {}
      : {
          'lowest SSIM of luma': (ssims[0] ?? 0).toFixed(4),
          'median SSIM of luma': medianOf(ssims).toFixed(4),
        }),
    ...(decibels.length === 0
      ? {}
      : {
          'lowest signal to noise of sound': decibelText(decibels[0] ?? 0),
          'median signal to noise of sound': decibelText(medianOf(decibels)),
        }),
  };
}

/** What is known of some values, the smallest first. */
export const ascending = (values: readonly (number | null)[]): readonly number[] =>
  values.filter(value => value !== null).sort((one, other) => one - other);

const decibelText = (value: number) =>
  Number.isFinite(value) ? `${value.toFixed(1)} dB` : 'the same samples';

/** The median of ascending values; the lower of the two in the middle where there are two. */
export function medianOf(values: readonly number[]): number {
  return values[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}
