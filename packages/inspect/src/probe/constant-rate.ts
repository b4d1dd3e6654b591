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
  const whole = Math.max(1, Math.round(1 / usual));
  const candidates = [
    ...usable,
    { numerator: whole, denominator: 1 },
    { numerator: whole * 1000, denominator: 1001 },
    rateOf(frames, total),
  ];
  return candidates.find(rate => fits(rationalToNumber(rate), distances)) ?? null;
}

/** What share of the frames may lie anywhere, as after a clock was corrected. */
const mostMisplaced = 0.05;

/** Whether frames lie at their places, but for a tenth of a frame and the millisecond to which times are rounded. */
function fits(rate: number, distances: Float64Array): boolean {
  if (rate > highestRate) return false;
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
  // A rate that is a little wrong fits every distance, and drifts.
  return (
    misplaced <= mostMisplaced * length && following >= leastFollowing * length && Math.abs(drift) <= 0.5
  );
}

/** The largest numerator of a common rate, 240000/1001. */
const largestNumerator = 240_000;

/** So many frames in so many seconds, as a fraction that ffmpeg reads as it is. */
export function rateOf(frames: number, seconds: number): Rational {
  const microseconds = Math.max(1, Math.round(seconds * 1_000_000));
  return withSmallNumerator({ numerator: frames * 1_000_000, denominator: microseconds }, largestNumerator);
}
