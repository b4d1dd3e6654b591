import type {
  EncodeSettings,
  Level,
  RecipeIdentity,
  ResourceEstimate,
  Target,
} from '@variegate/core-filters';
import type { HashProgress, Similarity } from '@variegate/inspect';
import type { VariantKind } from '../job/variant-slot.ts';
import type { VariantError } from '../records/variant-record.ts';
import type { Summary } from './summary.ts';

/** Everything that a run reports, one object per line in the command's `--json` output. */
export type VariegateEvent =
  | BatchPlannedEvent
  | EncoderUnavailableEvent
  | FfmpegUntestedEvent
  | InputHashingEvent
  | MemoryLimitExceededEvent
  | VariantPlannedEvent
  | InputUnusableEvent
  | VariantsLeftOutEvent
  | VariantStartedEvent
  | VariantProgressEvent
  | VariantRetryingEvent
  | VariantSucceededEvent
  | VariantFailedEvent
  | VariantSkippedEvent
  | AdmissionEvent
  | SummaryEvent;

interface EventBase {
  /** When it happened, ISO 8601. */
  readonly at: string;
}

/** The run knows how many variants it is asked for. Comes first, but for `input-hashing`. */
export interface BatchPlannedEvent extends EventBase {
  readonly type: 'batch-planned';
  readonly batchId: string;
  /** Absolute path of the output folder. */
  readonly outDir: string;
  readonly strategy: string;
  readonly seed: number;
  /** The level, or those of a run that has several. */
  readonly level: Level | readonly Level[];
  /** Number of input files, the unusable ones and the duplicates included. */
  readonly inputs: number;
  /** Number of variants asked for. */
  readonly requested: number;
  /** Most renders in parallel. */
  readonly workers: number;
}

/** The hardware encoder that was asked for failed on a frame, and another one takes its place in the whole run. */
export interface EncoderUnavailableEvent extends EventBase, EncoderSubstitution {
  readonly type: 'encoder-unavailable';
}

/** Which encoder takes the place of which. */
export interface EncoderSubstitution {
  /** The encoder that was asked for. */
  readonly wanted: EncodeSettings['encoder'];
  /** The encoder that is used instead. */
  readonly used: EncodeSettings['encoder'];
  /** Why, as a clause: `it does not work here (Cannot load libcuda.so.1)`. */
  readonly reason: string;
}

/** The ffmpeg of the run is newer than the newest that all of this was tested with; it is used all the same. */
export interface FfmpegUntestedEvent extends EventBase {
  readonly type: 'ffmpeg-untested';
  /** As ffmpeg writes it, such as `10.1`. */
  readonly version: string;
  /** The newest release series that was tested, such as `9.0`. */
  readonly newestTested: string;
}

/** An input takes long to be hashed, which it is before it is planned; the latest one counts. */
export interface InputHashingEvent extends EventBase, HashProgress {
  readonly type: 'input-hashing';
  /** Absolute path of the input. */
  readonly source: string;
}

/** Renders that are each expected to take more than the memory limit, which bounds those in parallel: they run alone. */
export interface MemoryLimitExceededEvent extends EventBase {
  readonly type: 'memory-limit-exceeded';
  /** The memory limit, in bytes. */
  readonly limitBytes: number;
  /** Number of such variants. */
  readonly variants: number;
  /** What the largest of them is expected to take, in bytes. */
  readonly largestEstimateBytes: number;
}

/** One input of several cannot be used; the others are processed. */
export interface InputUnusableEvent extends EventBase {
  readonly type: 'input-unusable';
  /** Absolute path of the input. */
  readonly source: string;
  readonly error: VariantError;
}

/** Variants that a source cannot have are left out, and not counted: the strategy `single` applies what it can. */
export interface VariantsLeftOutEvent extends EventBase, LeftOutVariants {
  readonly type: 'variants-left-out';
}

/** Variants that a source cannot have. */
export interface LeftOutVariants {
  /** Absolute path of the source. */
  readonly source: string;
  /** The transformations that make fewer variants than others, with how many are missing and why. */
  readonly transformations: readonly {
    readonly name: string;
    readonly variants: number;
    readonly reason: string;
  }[];
}

/** The variant that an event is about. */
export interface VariantReference {
  /** The variant's id, 64 hex digits. */
  readonly id: string;
  readonly kind: VariantKind;
  /** Number of the variant among those of its kind, series and source, from 1. */
  readonly index: number;
  /** The series that it is numbered in; absent where the run has one. */
  readonly series?: string;
  /** Absolute path of the source. */
  readonly source: string;
  /** File name in the output folder. */
  readonly output: string;
}

/** A dry run would render this variant. */
export interface VariantPlannedEvent extends EventBase, VariantReference {
  readonly type: 'variant-planned';
  /** SHA-256 of the plan, 64 hex digits. */
  readonly planDigest: string;
  /** Names of the plan's steps. */
  readonly steps: readonly string[];
  /** What the render is expected to take. */
  readonly estimate: ResourceEstimate;
}

/** A try at a variant has begun to run. */
export interface VariantStartedEvent extends EventBase, VariantReference {
  readonly type: 'variant-started';
  /** Number of the try, from 1. */
  readonly attempt: number;
}

/** How far the running try has come; the latest one counts. */
export interface VariantProgressEvent extends EventBase, VariantReference {
  readonly type: 'variant-progress';
  /** 0..100. */
  readonly percent: number;
  /** Seconds of video per second of wall clock; `null` while unknown. */
  readonly speed: number | null;
  /** Seconds to go; `null` while unknown. */
  readonly etaSeconds: number | null;
}

/** A try has failed for a reason that may pass; another one follows. */
export interface VariantRetryingEvent extends EventBase, VariantReference {
  readonly type: 'variant-retrying';
  /** Number of the try that failed, from 1. */
  readonly attempt: number;
  /** Seconds until the next one. */
  readonly delaySeconds: number;
  readonly error: VariantError;
}

/** A variant is published and recorded. */
export interface VariantSucceededEvent extends EventBase, VariantReference {
  readonly type: 'variant-succeeded';
  /** The level that it was drawn at. */
  readonly level: Level;
  /** The recipe that it was drawn by; absent: none. */
  readonly recipe?: RecipeIdentity;
  /** What it shall measure; absent: anything. */
  readonly target?: Target;
  /** Whether it does; absent without a target. */
  readonly targetMet?: boolean;
  /** Processor time of the search for its plan, renders that were not published included; absent where there was none. */
  readonly searchCpuSeconds?: number;
  /** Size of the file. */
  readonly bytes: number;
  readonly processingSeconds: number | null;
  readonly renderCpuSeconds: number | null;
  readonly peakMemoryBytes: number | null;
  readonly attempts: number;
  readonly similarity: Similarity | null;
}

/** A variant has failed for good in this run. */
export interface VariantFailedEvent extends EventBase {
  readonly type: 'variant-failed';
  /** The variant's id; `null` where its source cannot be used, so that there is no plan. */
  readonly id: string | null;
  readonly kind: VariantKind;
  readonly index: number;
  /** The series that it is numbered in; absent where the run has one. */
  readonly series?: string;
  /** Absolute path of the source. */
  readonly source: string;
  readonly attempts: number;
  readonly error: VariantError;
}

/** A variant was already there and agrees with its record. */
export interface VariantSkippedEvent extends EventBase, VariantReference {
  readonly type: 'variant-skipped';
  /** Size of the file. */
  readonly bytes: number;
  /** Name of the file before this run gave it the one in `output`; absent where the name is as it was. */
  readonly renamedFrom?: string;
}

/** What the queue holds and why it does or does not start more; the latest one counts. */
export interface AdmissionEvent extends EventBase {
  readonly type: 'admission';
  readonly running: number;
  readonly queued: number;
  readonly reservedBytes: number;
  readonly usedBytes: number;
  readonly budgetBytes: number;
  /** Why nothing more starts: the queue's reason, such as `slots-full`, or `disk-low`. */
  readonly reason: string;
}

/** The end of the run. Comes last. */
export interface SummaryEvent extends EventBase, Summary {
  readonly type: 'summary';
}
