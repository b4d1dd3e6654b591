import { type Rational, rationalToNumber } from '@variegate/core-filters';
import { constantRate, rateOf } from './constant-rate.ts';
import type { VideoPackets } from './packet-times.ts';

/** What the time stamps of a video say of it, from the first frame that can be decoded on. */
export interface Timeline {
  /** When the first frame is shown, in seconds. */
  readonly startSeconds: number;
  /** From the first frame to the end of the last, in seconds. */
  readonly durationSeconds: number;
  /** Frames that are shown. */
  readonly frameCount: number;
  /** Frames a second, gaps aside. */
  readonly frameRate: Rational;
  /** Whether the distance between frames changes, gaps aside. */
  readonly variableFrameRate: boolean;
  /** Seconds for which a frame stays because the next one is late: gaps and frames that are missing. */
  readonly heldSeconds: number;
  /** Stretches of more than a second without a frame. */
  readonly gaps: readonly Stretch[];
  /** Where the clock began anew, in seconds from the first frame. */
  readonly clockRestarts: readonly number[];
}

/** A stretch of a video. */
export interface Stretch {
  /** Seconds from the first frame. */
  readonly atSeconds: number;
  readonly seconds: number;
}

/** What is known of a video when its timeline is worked out. */
export interface TimelineRequest {
  readonly packets: VideoPackets;
  /** Rates that the headers state, most trusted first. */
  readonly statedRates: readonly Rational[];
  /** When the first frame that the decoder gives is shown, in seconds; `null` where that is not known. */
  readonly firstFrameSeconds: number | null;
  /** Whether the format is one in which clocks may begin anew. */
  readonly discontinuous: boolean;
}

/** Why the time stamps of a video cannot be followed, as the end of a sentence. */
export interface BrokenTimeline {
  readonly detail: string;
}

/** Frames whose times differ by less, in seconds, are one: the second field, or a frame that only others need. */
const sameInstant = 0.0005;

/** A stretch without frames is a gap beyond this many seconds, unless frames are usually that far apart. */
const shortestGap = 1;

/** How many usual distances a stretch without frames may have and be no gap. */
const usualDistances = 4;

/** Works out when the frames of a video are shown. Pure. */
export function timelineOf(request: TimelineRequest): Timeline | BrokenTimeline {
  const clock = joinClocks(request);
  if ('detail' in clock) return clock;
  const shown = distinctTimes(clock, request.firstFrameSeconds);
  const first = shown[0];
  const last = shown.at(-1);
  if (first === undefined || last === undefined) {
    return { detail: 'has a video stream without a frame that can be shown' };
  }
  const distances = distancesOf(shown);
  const usual = medianOf(distances) ?? clock.lastShownFor ?? usualDistance(request.statedRates);
  const longest = Math.max(shortestGap, usualDistances * usual);
  const gaps = [...distances.entries()]
    .filter(([, seconds]) => seconds > longest)
    .map(([index, seconds]) => ({
      atSeconds: (shown[index] ?? 0) + usual - first,
      seconds: seconds - usual,
    }));
  const gapSeconds = gaps.reduce((sum, { seconds }) => sum + seconds, 0);
  const lastShownFor = clock.lastShownFor ?? Math.min(usual, distances.at(-1) ?? usual);
  const durationSeconds = last - first + lastShownFor;
  const rate = constantRate(
    distances.filter(seconds => seconds <= longest),
    request.statedRates,
    usual,
  );
  const frameCount = shown.length;
  const frameRate = rate ?? rateOf(frameCount, durationSeconds - gapSeconds);
  const perSecond = rationalToNumber(frameRate);
  const missing = Math.max(0, Math.round(durationSeconds * perSecond) - frameCount);
  return {
    startSeconds: request.firstFrameSeconds ?? first,
    ...{ durationSeconds, frameCount, frameRate, gaps },
    variableFrameRate: rate === null,
    heldSeconds: rate === null ? gapSeconds : missing / perSecond,
    clockRestarts: clock.restarts.map(at => at - first),
  };
}

interface JoinedTimes {
  /** `NaN` for packets of which the file says nothing. */
  readonly shownAt: Float64Array;
  /** Whether the file says only when a packet is decoded: a place among the others, not more. */
  readonly isGuess: Uint8Array;
  /** For how long the frame that comes last is shown, where the file says it. */
  readonly lastShownFor: number | undefined;
  readonly restarts: readonly number[];
}

/** A clock that jumps ahead by more seconds, in a format that allows it, has begun anew. */
const restartSeconds = 10;

/** How far back, in seconds, a time of decoding may lie before the clock is taken for one that has begun anew. */
const backwardTolerance = 0.1;

/** How far back, in seconds, a time of decoding may lie in a format whose clocks never begin anew. */
const disorderTolerance = 1;

/**
 * Puts all packets on one clock, by the rules by which ffmpeg joins clocks that begin anew: what comes next follows what
 * came before.
 *
 * @see https://ffmpeg.org/ffmpeg.html#Advanced-options `-dts_delta_threshold`
 */
function joinClocks({ packets, discontinuous }: TimelineRequest): JoinedTimes | BrokenTimeline {
  const shownAt = new Float64Array(packets.shownAt.length).fill(Number.NaN);
  const isGuess = new Uint8Array(packets.shownAt.length);
  const restarts: number[] = [];
  let shift = 0;
  let latest = Number.NaN;
  let following = Number.NaN;
  let step = 0;
  let lastShown = Number.NEGATIVE_INFINITY;
  let lastShownFor: number | undefined;
  for (const [index, stated] of packets.shownAt.entries()) {
    const decoding = packets.decodedAt[index] ?? Number.NaN;
    const own = Number.isNaN(decoding) ? stated : decoding;
    // A second field, or what only helps to decode others.
    if (Number.isNaN(own)) continue;
    // Frames may be shown in another order than they are stored in: only times of decoding never go back.
    const ahead = decoding + shift - following;
    const back = latest - (decoding + shift);
    if (discontinuous && (Math.abs(ahead) > restartSeconds || back > backwardTolerance)) {
      shift -= ahead;
      restarts.push(following);
    } else if (!discontinuous && back > disorderTolerance) {
      const jump = `${back.toFixed(3)} s after ${latest.toFixed(3)} s`;
      return { detail: `has time stamps that jump back by ${jump}` };
    }
    const decoded = own + shift;
    if (decoded > latest) step = decoded - latest;
    latest = decoded > latest || Number.isNaN(latest) ? decoded : latest;
    const seconds = positive(packets.seconds[index]);
    following = decoded + (seconds ?? step);
    const shown = (Number.isNaN(stated) ? own : stated) + shift;
    shownAt[index] = shown;
    isGuess[index] = Number.isNaN(stated) ? 1 : 0;
    if (shown >= lastShown) [lastShown, lastShownFor] = [shown, seconds];
  }
  return { shownAt, isGuess, lastShownFor, restarts };
}

/**
 * The times at which frames are shown, in order, from the first that the decoder gives on. Frames that others wait for are
 * decoded when another one is shown: where that place is taken, theirs is where one is missing, the narrowest hole first,
 * and after the last where none is.
 */
function distinctTimes({ shownAt, isGuess }: JoinedTimes, firstFrame: number | null): Float64Array {
  const from = firstFrame === null ? Number.NEGATIVE_INFINITY : firstFrame - sameInstant;
  const stated = distinct(shownAt.filter((at, index) => at >= from && isGuess[index] === 0));
  const guessed = distinct(shownAt.filter((_, index) => isGuess[index] === 1));
  const all = distinct(joined(stated, guessed));
  const usual = medianOf(distancesOf(all)) ?? 0;
  const last = all.at(-1) ?? 0;
  const without = stated.length === 0 ? 0 : stated.length + guessed.length - all.length;
  if (without === 0) return all;
  const holes = timesOfHoles(all, usual).slice(0, without);
  const behind = Array.from({ length: without - holes.length }, (_, index) => last + usual * (index + 1));
  return joined(all, Float64Array.from([...holes, ...behind])).toSorted();
}

/** The times at which frames are missing between others, those of the narrowest holes first. */
function timesOfHoles(times: Float64Array, usual: number): readonly number[] {
  if (usual <= 0) return [];
  return [...distancesOf(times).entries()]
    .map(([index, seconds]) => ({
      from: times[index] ?? 0,
      missing: Math.round(seconds / usual) - 1,
      seconds,
    }))
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => a.missing - b.missing || a.from - b.from)
    .flatMap(({ from, missing, seconds }) =>
      Array.from({ length: missing }, (_, index) => from + ((index + 1) * seconds) / (missing + 1)),
    );
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function distinct(times: Float64Array): Float64Array {
  const sorted = times.toSorted();
  return sorted.filter((at, index) => index === 0 || at - (sorted[index - 1] ?? 0) > sameInstant);
}

function distancesOf(times: Float64Array): Float64Array {
  return times.subarray(1).map((at, index) => at - (times[index] ?? 0));
}

function usualDistance([rate]: readonly Rational[]): number {
  return rate === undefined ? 1 / 25 : 1 / rationalToNumber(rate);
}

function medianOf(values: Float64Array): number | undefined {
  return values.toSorted()[Math.floor(values.length / 2)];
}

function positive(seconds: number | undefined): number | undefined {
  return seconds !== undefined && seconds > 0 ? seconds : undefined;
}
