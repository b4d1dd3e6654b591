import { setImmediate } from 'node:timers/promises';
import { orientations } from '../pdq/orientations.ts';
import type { PdqFrame } from '../pdq/pdq-frame.ts';
import { pdqDistanceAt, pdqHashWords } from '../pdq/pdq-hash.ts';
import { type SourceHashes, wordsPerFrame } from '../source/source-hashes.ts';

/** When a frame counts as found again. */
export interface MatchThresholds {
  /** Largest distance of a match, in bits. */
  readonly matchWithinBits: number;
  /** Lowest quality of a frame of the variant that is looked for. */
  readonly minQuality: number;
}

/** The thresholds that users of PDQ and vPDQ have settled on. */
export const defaultMatchThresholds: MatchThresholds = { matchWithinBits: 31, minQuality: 50 };

/** How many frames of a variant a PDQ search over its source would find. */
export interface MatchedFrames {
  /** Matched of considered, 0..100; `null` where no frame has enough detail. */
  readonly percent: number | null;
  /** Frames of enough quality. */
  readonly considered: number;
  readonly matched: number;
}

/** Milliseconds of searching after which other work gets its turn. */
const turnMs = 10;

/**
 * Looks for each frame of the variant in all frames of the source, in all eight flips and rotations.
 *
 * @param variant Frames at one a second.
 */
export async function matchedFrames(
  variant: readonly PdqFrame[],
  source: SourceHashes,
  thresholds: MatchThresholds = defaultMatchThresholds,
): Promise<MatchedFrames> {
  const candidates = variant.filter(({ quality }) => quality >= thresholds.minQuality);
  const travelled = travelledBits(source);
  let matched = 0;
  let turnStartedAt = performance.now();
  for (const { hash } of candidates) {
    if (isAnywhereIn(source, travelled, hash, thresholds.matchWithinBits)) matched += 1;
    if (performance.now() - turnStartedAt > turnMs) {
      await setImmediate();
      turnStartedAt = performance.now();
    }
  }
  const considered = candidates.length;
  return { percent: considered === 0 ? null : (100 * matched) / considered, considered, matched };
}

/** For each frame, how many bits have flipped from frame to frame since the first, in whichever orientation flips most. */
function travelledBits({ times, words }: SourceHashes): Float64Array {
  const travelled = new Float64Array(times.length);
  for (let frame = 1; frame < times.length; frame++) {
    let most = 0;
    for (let turn = 0; turn < orientations.length; turn++) {
      const at = frame * wordsPerFrame + turn * pdqHashWords;
      most = Math.max(most, pdqDistanceAt(words, at, words, at - wordsPerFrame));
    }
    travelled[frame] = (travelled[frame - 1] as number) + most;
  }
  return travelled;
}

/**
 * Neighbouring frames are alike: after a frame that is far too far away, all frames before enough bits have
 * flipped are too far as well (the triangle inequality), and are skipped without a look.
 */
function isAnywhereIn(
  { times, words }: SourceHashes,
  travelled: Float64Array,
  hash: Uint32Array,
  withinBits: number,
): boolean {
  for (let frame = 0; frame < times.length; ) {
    let nearest = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < orientations.length; turn++) {
      nearest = Math.min(nearest, pdqDistanceAt(hash, 0, words, frame * wordsPerFrame + turn * pdqHashWords));
    }
    if (nearest <= withinBits) return true;
    const reachable = (travelled[frame] as number) + nearest - withinBits;
    do frame += 1;
    while (frame < times.length && (travelled[frame] as number) < reachable);
  }
  return false;
}
