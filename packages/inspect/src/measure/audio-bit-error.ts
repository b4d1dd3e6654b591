import type { SegmentMap } from '@variegate/core-filters';
import { countBits } from '../pdq/pdq-hash.ts';
import { shownSourceTime } from './aligned-distance.ts';

/** How far the audio of a variant is from the audio of the source that it plays. */
export interface AudioBitError {
  /** Mean number of differing bits, 0..32; unrelated audio is 16 apart. */
  readonly meanBits: number;
  /** Shift of the source, in seconds, at which the two agree best; within {@link largestShiftSeconds}. */
  readonly shiftSeconds: number;
  /** Words that were compared at that shift. */
  readonly words: number;
}

/** Seconds from one word of chromaprint to the next: 1365 samples at 11025 Hz. */
export const secondsPerWord = 1365 / 11_025;

/** Encoders and containers delay audio by fractions of a second; no larger shift is tried. */
export const largestShiftSeconds = 1;

/** Seconds of audio that a word looks at, about; it stands for their middle. */
export const wordSpanSeconds = 2.6;

/**
 * Compares two chromaprint fingerprints word by word along the segment map, at the shift where they agree best.
 * @returns `null` where no word of the variant has a partner.
 */
export function audioBitError(
  variant: Uint32Array,
  source: Uint32Array,
  segments: SegmentMap,
): AudioBitError | null {
  const partners = partnersOf(variant.length, segments);
  const largestShift = Math.round(largestShiftSeconds / secondsPerWord);
  let best: AudioBitError | null = null;
  // From the middle outwards, so that of equally good shifts the smallest is reported.
  for (let step = 0; step <= 2 * largestShift; step++) {
    const shift = step % 2 === 0 ? step / 2 : -(step + 1) / 2;
    const found = errorAtShift(variant, source, partners, shift);
    if (found !== null && (best === null || found.meanBits < best.meanBits)) best = found;
  }
  return best;
}

/** For each word of the variant the word of the source that it plays, or `null`. */
function partnersOf(count: number, segments: SegmentMap): (number | null)[] {
  return Array.from({ length: count }, (_, word) => {
    const middle = word * secondsPerWord + wordSpanSeconds / 2;
    const shown = shownSourceTime(middle, segments);
    return shown === null ? null : Math.round((shown - wordSpanSeconds / 2) / secondsPerWord);
  });
}

function errorAtShift(
  variant: Uint32Array,
  source: Uint32Array,
  partners: readonly (number | null)[],
  shift: number,
): AudioBitError | null {
  let words = 0;
  let bits = 0;
  for (const [index, partner] of partners.entries()) {
    const there = partner === null ? undefined : source[partner + shift];
    if (there === undefined) continue;
    words += 1;
    bits += countBits((variant[index] as number) ^ there);
  }
  // A shift that leaves most words without a partner could agree by chance.
  const enough = partners.filter(partner => partner !== null).length / 2;
  if (words === 0 || words < enough) return null;
  return { meanBits: bits / words, shiftSeconds: shift * secondsPerWord, words };
}
