import type { Target, TargetFigures } from '@variegate/core-filters';
import type { LumaFrames, Similarity } from '@variegate/inspect';
import type { VariantJob } from '../job/variant-job.ts';
import type { RecordMeasures } from '../records/variant-record.ts';

/** Frames of a variant with a target that are hashed, about, so that short clips can express a band and long ones cost little. */
export const targetFrames = 600;

/** Frames of a second that are hashed of a video with a target; all where it has few. At least the first of each second. */
export function framesForTarget({ compiled: { command, outputFacts } }: VariantJob): LumaFrames {
  if (command.expected.frameCount <= targetFrames) return 'every';
  return { perSecond: Math.max(1, Math.floor(targetFrames / outputFacts.durationSeconds)) };
}

/** What a finished file measures, of what a target asks for. */
export function finishedFigures(
  target: Target,
  {
    similarity,
    measures,
  }: { readonly similarity: Similarity | null; readonly measures: RecordMeasures | null },
): TargetFigures {
  const { distance, match, ssim } = target;
  return {
    ...(distance === undefined ? {} : { distance: similarity?.pdq.alignedDistance ?? null }),
    ...(match === undefined ? {} : { match: similarity?.pdq.matchedFramesPercent ?? null }),
    ...(ssim === undefined ? {} : { ssim: measures?.quality?.ssim?.all ?? null }),
  };
}
