import type { SegmentMap } from '@variegate/core-filters';
import { pdqVersion } from '../pdq/luma-hasher.ts';
import type { PdqFrame } from '../pdq/pdq-frame.ts';
import type { SourceHashes } from '../source/source-hashes.ts';
import { alignedDistance } from './aligned-distance.ts';
import { audioBitError, largestShiftSeconds } from './audio-bit-error.ts';
import { firstOfEachSecond, type MatchThresholds, matchedFrames, matchThresholds } from './matched-frames.ts';

/** How alike a variant and its source are to the hashes that copy detection uses. */
export interface Similarity {
  readonly pdq: PdqSimilarity;
  /** `null` where one of the two has no audio or too little, or where ffmpeg has no chromaprint. */
  readonly audio: AudioSimilarity | null;
}

/** Likeness of the pictures. */
export interface PdqSimilarity {
  /** Definition of the hash. */
  readonly version: string;
  /** Mean distance, 0..256 bits, of the frames that the segment map pairs; `null` without pairs. */
  readonly alignedDistance: number | null;
  /** Pairs behind {@link PdqSimilarity.alignedDistance}. */
  readonly pairedFrames: number;
  /**
   * Share, 0..100, of the variant's frames (one a second, or all that are hashed, of enough quality) that any frame of the source in any of
   * the eight flips and rotations matches; `null` where no frame has enough quality.
   */
  readonly matchedFramesPercent: number | null;
  /** Frames of enough quality behind {@link PdqSimilarity.matchedFramesPercent}. */
  readonly consideredFrames: number;
  readonly thresholds: MatchThresholds;
}

/** Likeness of the audio. */
export interface AudioSimilarity {
  /** Definition of the fingerprint. */
  readonly version: string;
  /** Mean number of differing bits of 32; unrelated audio is 16 apart. */
  readonly bitError: number;
  /** Shift of the source, in seconds, at which the two agree best. */
  readonly shiftSeconds: number;
  /** Words of fingerprint that were compared, about eight a second. */
  readonly comparedWords: number;
  readonly thresholds: { readonly largestShiftSeconds: number };
}

/** The algorithm that ffmpeg's muxer uses by default. */
const chromaprintVersion = 'chromaprint-algorithm-1';

/** The frames of a variant that are looked for in its source: the first of each second, or all that are hashed. */
export type LookedForFrames = 'each-second' | 'all';

/** What is known of a variant after its one decode; a `Verification` is one. */
export interface HashedVariant {
  readonly pdq: readonly PdqFrame[] | null;
  readonly audioFingerprint: Uint32Array | null;
}

/**
 * Compares the hashes of a variant with those of its source.
 *
 * @param variant Frames at one a second or more.
 * @param segments Which part of the source is where in the variant.
 * @param lookFor Which frames of the variant are looked for in the source. @default 'each-second'
 */
export async function compareHashes(
  source: SourceHashes,
  variant: HashedVariant,
  segments: SegmentMap,
  lookFor: LookedForFrames = 'each-second',
): Promise<Similarity> {
  const frames = variant.pdq ?? [];
  const aligned = alignedDistance(frames, source, segments);
  const matches = await matchedFrames(lookFor === 'all' ? frames : firstOfEachSecond(frames), source);
  return {
    pdq: {
      version: pdqVersion,
      alignedDistance: aligned.meanBits,
      pairedFrames: aligned.pairs,
      matchedFramesPercent: matches.percent,
      consideredFrames: matches.considered,
      thresholds: matchThresholds,
    },
    audio: compareAudio(source.audioFingerprint, variant.audioFingerprint, segments),
  };
}

function compareAudio(
  source: Uint32Array | null,
  variant: Uint32Array | null,
  segments: SegmentMap,
): AudioSimilarity | null {
  const error = source === null || variant === null ? null : audioBitError(variant, source, segments);
  if (error === null) return null;
  return {
    version: chromaprintVersion,
    bitError: error.meanBits,
    shiftSeconds: error.shiftSeconds,
    comparedWords: error.words,
    thresholds: { largestShiftSeconds },
  };
}
