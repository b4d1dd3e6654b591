import { type CompiledPlan, rationalToNumber } from '@variegate/core-filters';
import type { SourceLimits } from '@variegate/inspect';

/**
 * What may be decoded of a finished file: as much as of a source, and as much as its plan makes of it, such as the larger
 * picture of a `pad`.
 */
export function outputLimits(
  limits: SourceLimits,
  { outputFacts: { durationSeconds, video } }: CompiledPlan,
): SourceLimits {
  return {
    // A second and a frame more than planned are for verification to find, by their names.
    maxDurationSeconds: Math.max(limits.maxDurationSeconds, durationSeconds + 1),
    // Decoders count the lines and columns that they align pictures with.
    maxPixels: Math.max(limits.maxPixels, (video.width + 64) * (video.height + 64)),
    maxFps: Math.max(limits.maxFps, rationalToNumber(video.frameRate) + 1),
    maxStreams: Math.max(limits.maxStreams, 2),
    maxInputBytes: limits.maxInputBytes,
  };
}
