import type { Filter } from '../graph/filter-graph.ts';
import type { Size } from '../ir/geometry.ts';
import { type Kernel, kernelFilter } from '../ir/kernel.ts';
import { roundTo } from '../round-to.ts';

/** The scaler, which does the work of `smartblur`, wants pictures that are larger than its windows. */
const smallestSide = 32;

/** Largest root mean square difference between the coefficients of a kernel and of what stands for it. */
const tolerance = 0.07;

/** The cheapest filter for a kernel on 4:2:0 pictures of a size. */
export function realiseKernel(kernel: Kernel, { width, height }: Size): Filter {
  if (kernel.type === 'sharpen') return sharpening(kernel.amount);
  const fit = fitBlur(kernel.sigma);
  if (fit === null || Math.min(width, height) < smallestSide) return kernelFilter(kernel);
  const { radius, strength } = fit;
  return {
    name: 'smartblur',
    options: { luma_radius: radius, luma_strength: roundTo(strength, 4), luma_threshold: 0 },
  };
}

/**
 * `unsharp` as one convolution, which ffmpeg does with vector instructions: exact but for rounding, at a third of
 * the cost. With sums of 16 for the binomial mask, hundredths of an amount stay whole.
 */
function sharpening(amount: number): Filter {
  const [corner, edge] = [-Math.round(100 * amount), -2 * Math.round(100 * amount)];
  const centre = 1600 - 4 * (corner + edge);
  const matrix = [corner, edge, corner, edge, centre, edge, corner, edge, corner].join(' ');
  return { name: 'convolution', options: { '0m': matrix, '0rdiv': roundTo(1 / 1600, 9) } };
}

interface BlurFit {
  readonly radius: number;
  readonly strength: number;
}

/**
 * `gblur` does not make a Gaussian in its one step but falls off exponentially to both sides; `smartblur` without a
 * threshold is a Gaussian of one and a half standard deviations to either side, mixed with the picture itself along
 * each axis, by the scaler's vector code. The radius and the share that come nearest are taken.
 *
 * @returns `null` where nothing comes near.
 */
function fitBlur(sigma: number): BlurFit | null {
  const wanted = exponential(sigma);
  const pure = wanted.map((_, tap) => (tap === 0 ? 1 : 0));
  const away = difference(wanted, pure);
  let best: (BlurFit & { readonly error: number }) | null = null;
  // What smartblur takes: 0.1 to 5. Windows of one tap, below 0.5, do nothing.
  for (let twentieths = 10; twentieths <= 100; twentieths++) {
    const radius = twentieths / 20;
    const blurred = difference(gaussian(radius), pure);
    const strength = Math.min(1, product(blurred, away) / product(blurred, blurred));
    const rest = blurred.map((value, tap) => strength * value - (away[tap] ?? 0));
    const error = Math.sqrt(product(rest, rest));
    if (best === null || error < best.error) best = { radius, strength, error };
  }
  return best === null || best.error > tolerance ? null : best;
}

/** Taps of a kernel from its centre to one side. */
const taps = Array.from({ length: 24 }, (_, tap) => tap);

function exponential(sigma: number): readonly number[] {
  const lambda = (sigma * sigma) / 2;
  const decay = (1 + 2 * lambda - Math.sqrt(1 + 4 * lambda)) / (2 * lambda);
  return taps.map(tap => ((1 - decay) / (1 + decay)) * decay ** tap);
}

function gaussian(radius: number): readonly number[] {
  const reach = Math.floor((Math.floor(3 * radius + 0.5) | 1) / 2);
  const values = taps.map(tap => (tap > reach ? 0 : Math.exp((-tap * tap) / (2 * radius * radius))));
  const sum = values.reduce((total, value, tap) => total + (tap === 0 ? value : 2 * value), 0);
  return values.map(value => value / sum);
}

function difference(one: readonly number[], other: readonly number[]): readonly number[] {
  return one.map((value, tap) => value - (other[tap] ?? 0));
}

/** The inner product of two symmetric kernels. */
function product(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, tap) => sum + (tap === 0 ? 1 : 2) * value * (other[tap] ?? 0), 0);
}
