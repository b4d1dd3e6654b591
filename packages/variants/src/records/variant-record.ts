import type { Level, Plan, RecipeIdentity, SegmentMap, Target } from '@variegate/core-filters';
import type { Retry } from '@variegate/ground';
import type { Measurement, Similarity } from '@variegate/inspect';
import type { RenderSettings } from '../job/render-settings.ts';
import type { SearchReport } from '../job/search-report.ts';
import type { TargetReport } from '../job/target-report.ts';
import type { VariantKind } from '../job/variant-slot.ts';

/** The version of the record format that this package writes and reads. */
export const recordFormatVersion = 1;

/** The outcome of one variant, as `.variegate/records/<id>.json` keeps it. */
export type VariantRecord = SucceededRecord | FailedRecord;

/** What both kinds of record say. */
export interface RecordBase {
  readonly formatVersion: typeof recordFormatVersion;
  /** The variant's id, 64 hex digits; the record's file is named after it. */
  readonly id: string;
  /** What the file is to a test set. */
  readonly kind: VariantKind;
  /** Number of the variant among those of its kind, series and source, from 1. */
  readonly index: number;
  /** The series that it is numbered in; absent where the run had one. */
  readonly series?: string;
  /** The level that it was drawn at; absent in records of earlier versions, whose plans say it. */
  readonly level?: Level;
  /** The recipe that it was drawn by; absent: none. */
  readonly recipe?: RecipeIdentity;
  readonly source: RecordSource;
  readonly plan: Plan;
  /** SHA-256 over the plan in canonical JSON, 64 hex digits. */
  readonly planDigest: string;
  /** How the plan was found, with every candidate; absent where it was drawn or given. */
  readonly search?: SearchReport;
  /** What it shall measure; absent: anything. */
  readonly target?: Target;
  readonly settings: RenderSettings;
  /** What differs from one run to the next. */
  readonly run: RecordRun;
}

/** The record of a variant whose file was published. */
export interface SucceededRecord extends RecordBase {
  readonly status: 'succeeded';
  /** File name in the output folder. */
  readonly output: string;
  /** Size of the file. */
  readonly bytes: number;
  /** SHA-256 of the file, 64 hex digits. */
  readonly sha256: string;
  /** What the verifying decode found. */
  readonly media: RecordMedia;
  /** Which part of the source is where in the variant. */
  readonly segments: SegmentMap;
  /** How far the variant has moved from its source, or `null` where that was not measured. */
  readonly similarity: Similarity | null;
  /** What else was measured; absent unless everything was to be, or the plan was found by measuring. */
  readonly measures?: RecordMeasures;
  /** Whether the file measures what it shall; absent without a target. */
  readonly targetMet?: boolean;
  /** How its plan was found and corrected; absent where it was not searched for by a target. */
  readonly targetSearch?: TargetReport;
}

/** What measuring in full adds to the similarity. */
export type RecordMeasures = Pick<Measurement, 'videoSignature' | 'quality' | 'unavailable'>;

/** The record of a variant that failed for good in the run that wrote it; the next run tries again. */
export interface FailedRecord extends RecordBase {
  readonly status: 'failed';
}

/** The source of a variant. */
export interface RecordSource {
  /** SHA-256 of the whole file, 64 hex digits. */
  readonly fingerprint: string;
  /** What the names of its variants begin with. */
  readonly stem: string;
  /** File name, without folder. */
  readonly file: string;
}

/** What a decode of the whole variant found. */
export interface RecordMedia {
  /** Seconds. */
  readonly durationSeconds: number;
  readonly frameCount: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly hasAudio: boolean;
}

/** How a variant was made: times, memory, machine. None of it is reproducible. */
export interface RecordRun {
  /** ISO 8601. */
  readonly finishedAt: string;
  /** Wall clock from the start of the last attempt to its end, in seconds. */
  readonly processingSeconds: number | null;
  /** Processor time of the rendering ffmpeg, in seconds. */
  readonly renderCpuSeconds: number | null;
  /** Whether the processor time was sampled because ffmpeg did not live to report it. */
  readonly cpuSampled: boolean;
  /**
   * Processor time of the search for its plan, in seconds: samples, candidates, and renders that were not published;
   * absent where there was none.
   */
  readonly searchCpuSeconds?: number;
  readonly peakMemoryBytes: number | null;
  /** Tries that were made, 1 or more. */
  readonly attempts: number;
  /** Version of the ffmpeg that rendered, by its own words. */
  readonly ffmpegVersion: string;
  /** The run that wrote the record; absent in records of earlier versions. */
  readonly runId?: string;
  /** The last change of the file's name: the name before it, and the run that made it. */
  readonly renamed?: { readonly from: string; readonly runId: string };
  /** Why the variant failed; `null` when it did not. */
  readonly error: VariantError | null;
}

/** A failure as data. */
export interface VariantError {
  /** Stable name of the failure, such as `RUNNER_STALLED`. */
  readonly code: string;
  /** One sentence. */
  readonly message: string;
  readonly retry: Retry;
}
