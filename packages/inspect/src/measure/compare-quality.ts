import type { MediaFacts, Normalization, SegmentMap } from '@variegate/core-filters';
import type { OpenInput } from '@variegate/runner';
import { borrowInput } from '../borrow-input.ts';
import { defaultSourceLimits, type SourceLimits } from '../source-limits.ts';
import { type Common, type Opened, withFfmpeg } from '../with-ffmpeg.ts';
import { measureQuality, type Quality } from './measure-quality.ts';
import type { QualityReference } from './reference-graph.ts';
import type { ComparisonMedium } from './run-comparison.ts';

/** How {@link compareQuality} compares. */
export interface CompareQualityOptions extends MeasuredReference, Common {
  readonly sourceFacts: MediaFacts;
  readonly variantFacts: MediaFacts;
  /** Which part of the source is where in the variant. */
  readonly segments: SegmentMap;
  /** What the variant was made with. @default as usual */
  readonly normalization?: Normalization | undefined;
  /** @default {@link defaultSourceLimits}, each limit separately */
  readonly limits?: Partial<SourceLimits> | undefined;
  /** Decoder and filter threads, 1 or more. @default 1 */
  readonly threads?: number | undefined;
  /** Wall clock, in milliseconds, > 0. @default at least 300 s, more for long videos */
  readonly timeoutMs?: number | undefined;
}

/**
 * Measures the quality of a variant's video alone, every frame, in one run of ffmpeg.
 *
 * @returns `null` where nothing can serve as a reference.
 * @throws the reason of `signal` once that is aborted, after everything has been cleaned up.
 * @throws {RUNNER_TIMED_OUT} after `timeoutMs`.
 */
export function compareQuality(
  sourceFile: string | OpenInput,
  variantFile: string | OpenInput,
  options: CompareQualityOptions,
): Promise<Quality | null> {
  return withFfmpeg(options, opened => compareWith(sourceFile, variantFile, opened));
}

async function compareWith(
  sourceFile: string | OpenInput,
  variantFile: string | OpenInput,
  options: Opened<CompareQualityOptions>,
): Promise<Quality | null> {
  await using source = await borrowInput(sourceFile);
  await using variant = await borrowInput(variantFile);
  const { ffmpeg, sourceFacts, variantFacts, segments, normalization, threads = 1 } = options;
  const { timeoutMs, signal } = options;
  const limits = { ...defaultSourceLimits, ...options.limits };
  const files = { ffmpeg, sourceFacts, variantFacts, segments, normalization };
  const comparison = { ...files, limits, threads, timeoutMs, signal };
  return await measureQuality(
    { ...comparison, source: source.input, variant: variant.input },
    options.reference ?? null,
    referenceAssets(options),
  );
}

/** What the quality of a variant is measured against, and the files that it reads. */
export interface MeasuredReference {
  /** What the quality is measured against. @default the source, scaled to the variant's size, where that can be compared */
  readonly reference?: QualityReference | undefined;
  /** One for each input of the reference, in its order. Borrowed: they stay open. @default the source alone */
  readonly referenceInputs?: readonly OpenInput[] | undefined;
}

/** The assets of a reference, each with how it is read. */
export function referenceAssets({
  reference,
  referenceInputs = [],
}: MeasuredReference): readonly ComparisonMedium[] {
  const [, ...media] = reference?.inputs ?? [];
  return media.map(({ inputArguments }, index) => {
    const input = referenceInputs[index + 1];
    if (input === undefined) throw new RangeError('The reference reads more inputs than were given.');
    return { input, inputArguments };
  });
}
