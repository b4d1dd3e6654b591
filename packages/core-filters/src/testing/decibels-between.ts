/**
 * PSNR of samples against others; minus infinity where there are not as many.
 *
 * @param peak - the largest sample there can be.
 */
export function decibelsBetween(samples: ArrayLike<number>, others: ArrayLike<number>, peak: number): number {
  if (samples.length !== others.length) return Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let at = 0; at < samples.length; at++) sum += ((samples[at] ?? 0) - (others[at] ?? 0)) ** 2;
  return 10 * Math.log10((peak ** 2 * samples.length) / sum);
}
