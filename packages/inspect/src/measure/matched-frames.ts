import { setImmediate } from 'node:timers/promises';
import type { PdqFrame } from '../pdq/pdq-frame.ts';
import type { SourceHashes } from '../source/source-hashes.ts';
import { HashIndex, indexedDistance } from './hash-index.ts';

/** When a frame counts as found again. */
export interface MatchThresholds {
  /** Largest distance of a match, in bits. */
  readonly matchWithinBits: number;
  /** Lowest quality of a frame of the variant that is looked for. */
  readonly minQuality: number;
}

/** The thresholds that users of PDQ and vPDQ have agreed on. */
export const matchThresholds: MatchThresholds = {
  matchWithinBits: indexedDistance,
  minQuality: 50,
};

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
 * @param variant Frames at one a second or more.
 */
export async function matchedFrames(
  variant: readonly PdqFrame[],
  source: SourceHashes,
): Promise<MatchedFrames> {
  const candidates = variant.filter(({ quality }) => quality >= matchThresholds.minQuality);
  const considered = candidates.length;
  if (considered === 0) return { percent: null, considered, matched: 0 };
  const index = new HashIndex(source.words);
  let matched = 0;
  let turnStartedAt = performance.now();
  for (const { hash } of candidates) {
    if (index.hasNear(hash)) matched += 1;
    if (performance.now() - turnStartedAt > turnMs) {
      await setImmediate();
      turnStartedAt = performance.now();
    }
  }
  return { percent: (100 * matched) / considered, considered, matched };
}

/** The first frame of each second of media time, which is what a decode at one frame a second gives. */
export function firstOfEachSecond(frames: readonly PdqFrame[]): PdqFrame[] {
  let second = Number.NEGATIVE_INFINITY;
  return frames.filter(({ timeSeconds }) => {
    const current = Math.floor(timeSeconds);
    const first = current > second;
    second = Math.max(second, current);
    return first;
  });
}
