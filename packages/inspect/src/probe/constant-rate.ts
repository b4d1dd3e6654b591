import { type Rational, rationalToNumber, withSmallNumerator } from '@variegate/core-filters';

/** Rates beyond this many frames a second are those of a clock, not of frames. */
const highestRate = 300;

/** What share of the frames has to follow the one before at once, where a rate is constant and frames are missing. */
const leastFollowing = 0.9;

/**
 * The rate at which frames of these distances lie, `null` where there is none. Frames may be missing here and there.
 *
 * @param distances - seconds between one frame and the next, gaps left out.
 * @param statedRates - rates that the headers state, most trusted first.
 * @param usual - the distance that most of them have, in seconds.
 */
export function constantRate(
  distances: Float64Array,
  statedRates: readonly Rational[],
  usual: number,
): Rational | null {
  const usable = statedRates.filter(rate => rationalToNumber(rate) <= highestRate);
  if (distances.length === 0) return usable[0] ?? rateOf(1, usual);
  const total = distances.reduce((sum, seconds) => sum + seconds, 0);
  const frames = distances.reduce((sum, seconds) => sum + Math.max(1, Math.round(seconds / usual)), 0);
  const drift = (rate: Rational): number | null => driftAt(rationalToNumber(rate), distances);
  const closest = commonRates
    .map(rate => ({ rate, drift: drift(rate) }))
    .filter(found => found.drift !== null)
    .sort((a, b) => (a.drift ?? 0) - (b.drift ?? 0))[0];
  const whole = { numerator: Math.max(1, Math.round(1 / usual)), denominator: 1 };
  return (
    usable.find(rate => drift(rate) !== null) ??
    closest?.rate ??
    [whole, rateOf(frames, total)].find(rate => drift(rate) !== null) ??
    null
  );
}

/** Rates that cameras and editors have. */
const commonRates: readonly Rational[] = [24, 25, 30, 48, 50, 60, 120].flatMap(numerator => [
  { numerator, denominator: 1 },
  ...(numerator % 25 === 0 ? [] : [{ numerator: numerator * 1000, denominator: 1001 }]),
]);

/** What share of the frames may lie anywhere, as after a clock was corrected. */
const mostMisplaced = 0.05;

/**
 * How many frames the whole is longer or shorter than it would be at a rate; `null` where the frames do not lie at it, but for a
 * tenth of a frame and the millisecond to which times are rounded.
 */
function driftAt(rate: number, distances: Float64Array): number | null {
  if (rate > highestRate) return null;
  const tolerance = Math.min(0.4, 0.1 + rate / 1000);
  let drift = 0;
  let following = 0;
  let misplaced = 0;
  for (const seconds of distances) {
    const count = Math.max(1, Math.round(seconds * rate));
    const off = seconds * rate - count;
    if (Math.abs(off) > tolerance) misplaced += 1;
    else {
      drift += off;
      if (count === 1) following += 1;
    }
  }
  const { length } = distances;
  if (misplaced > mostMisplaced * length || following < leastFollowing * length) return null;
  // A rate that is a little wrong fits every distance, and drifts.
  return Math.abs(drift) <= mostDrift ? Math.abs(drift) : null;
}

/** Frames. */
const mostDrift = 0.5;

/** The largest numerator of a common rate, 240000/1001. */
const largestNumerator = 240_000;

/** So many frames in so many seconds, as a fraction that ffmpeg reads as it is. */
export function rateOf(frames: number, seconds: number): Rational {
  const microseconds = Math.max(1, Math.round(seconds * 1_000_000));
  return withSmallNumerator({ numerator: frames * 1_000_000, denominator: microseconds }, largestNumerator);
}
