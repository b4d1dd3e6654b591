import type { MediaFacts, SegmentMap } from '@variegate/core-filters';
import type { Ffmpeg, OpenInput } from '@variegate/runner';
import { borrowInput } from '../input/borrow-input.ts';
import { defaultMediaLimits, type MediaLimits } from '../probe/media-limits.ts';
import { measureQuality, type Quality } from './measure-quality.ts';
import { type MeasuredReference, secondMedia } from './measured-reference.ts';

/** How {@link compareQuality} compares. */
export interface CompareQualityOptions extends MeasuredReference {
  readonly ffmpeg: Ffmpeg;
  readonly sourceFacts: MediaFacts;
  readonly variantFacts: MediaFacts;
  /** Which part of the source is where in the variant. */
  readonly segments: SegmentMap;
  /** @default {@link defaultMediaLimits}, each by itself */
  readonly limits?: Partial<MediaLimits> | undefined;
  /** Decoder and filter threads, 1 or more. @default 1 */
  readonly threads?: number | undefined;
  /** Wall clock, in milliseconds, > 0. @default at least 300 s, more for long videos */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures the quality of a variant's picture alone, every frame, in one run of ffmpeg.
 *
 * @returns `null` where nothing can serve as a reference.
 * @throws {RUNNER_CANCELLED} after `signal` was aborted.
 * @throws {RUNNER_TIMED_OUT} after `timeoutMs`.
 */
export async function compareQuality(
  sourceFile: string | OpenInput,
  variantFile: string | OpenInput,
  options: CompareQualityOptions,
): Promise<Quality | null> {
  await using source = await borrowInput(sourceFile);
  await using variant = await borrowInput(variantFile);
  const { ffmpeg, sourceFacts, variantFacts, segments, threads = 1, timeoutMs, signal } = options;
  const limits = { ...defaultMediaLimits, ...options.limits };
  const comparison = { ffmpeg, sourceFacts, variantFacts, segments, limits, threads, timeoutMs, signal };
  return await measureQuality(
    { ...comparison, source: source.input, variant: variant.input },
    options.reference ?? null,
    secondMedia(options),
  );
}
