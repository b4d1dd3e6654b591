import type { Level, Normalization, SegmentMap, StoredFrames } from '@variegate/core-filters';

/** What a report reads of a finished folder's manifest. */
export interface FinishedFolder {
  readonly options: ReportedOptions;
  readonly run: ReportedRun;
  /** Inputs that could not be used, at most {@link maxFailures}. */
  readonly refused: readonly RefusedSource[];
  /** The first variants, at most {@link maxListed}, and after them failed ones, at most {@link maxFailures}. */
  readonly variants: readonly ReportedVariant[];
  /** Variants of the manifest that are not in {@link FinishedFolder.variants}. */
  readonly omitted: number;
}

/** Most variants that a report shows one by one, so that its size is bounded. */
export const maxListed = 1000;

/** Most failures that a report shows beyond the variants that it lists anyway. */
export const maxFailures = 200;

/** How the variants of a folder were drawn and encoded. */
export interface ReportedOptions {
  readonly strategy: string;
  /** The level, or those of a run that had several. */
  readonly level: Level | readonly Level[];
  readonly seed: number;
  readonly settings: { readonly normalization: Normalization };
}

/** What the last run in the folder was. */
export interface ReportedRun {
  readonly requested: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cancelled: number;
  /** Seconds. */
  readonly wallSeconds: number;
  /** Seconds. */
  readonly renderCpuSeconds: number;
  /** Bytes. */
  readonly peakMemoryBytes: number;
  readonly workers: number;
  /** ISO 8601. */
  readonly finishedAt: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** An input that could not be used. */
export interface RefusedSource {
  readonly file: string;
  readonly error: ReportedError;
}

/** A failure in words. */
export interface ReportedError {
  readonly code: string;
  readonly message: string;
}

/** The source of a variant. */
export interface ReportedSource {
  readonly file: string;
  readonly fingerprint: string;
  /** Absolute path where it lay in that run. */
  readonly path: string | null;
  /** Seconds. */
  readonly durationSeconds: number;
  /** Presentation time of the first frame, in seconds. */
  readonly startSeconds: number;
  readonly framesPerSecond: number;
  readonly video: StoredFrames;
}

/** One variant of the manifest. */
export interface ReportedVariant {
  readonly id: string;
  readonly index: number;
  /** `variant`, `control` or `distractor`. */
  readonly kind: string;
  /** The series that it is numbered in; `null` where the run had one. */
  readonly series: string | null;
  readonly source: ReportedSource | null;
  readonly steps: readonly ReportedStep[];
  /** `null` for a variant that failed. */
  readonly media: ReportedMedia | null;
  readonly run: ReportedVariantRun;
}

/** One step of a plan. */
export interface ReportedStep {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The file of a variant and what is known of it. */
export interface ReportedMedia {
  /** File name in the folder. */
  readonly output: string;
  readonly bytes: number;
  /** Seconds. */
  readonly durationSeconds: number;
  readonly frameCount: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly segments: SegmentMap;
  /** Mean PDQ distance of the frames that the segment map pairs, 0..256 bits; `null` where not measured. */
  readonly distance: number | null;
  /** Frames that some frame of the source matches, 0..100 %; `null` where not measured. */
  readonly matchedPercent: number | null;
  /** Chromaprint words' mean distance, 0..32 bits; `null` where not measured. */
  readonly audioBitError: number | null;
  /** Likeness to a reference that went through the same geometry and timing, 0..1; `null` where not measured. */
  readonly ssim: number | null;
}

/** What making a variant took. */
export interface ReportedVariantRun {
  /** Seconds. */
  readonly processingSeconds: number | null;
  /** Seconds. */
  readonly renderCpuSeconds: number | null;
  /** Bytes. */
  readonly peakMemoryBytes: number | null;
  readonly attempts: number;
  readonly error: ReportedError | null;
}
