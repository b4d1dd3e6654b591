import type { Target } from '@variegate/core-filters';
import type { Similarity } from '@variegate/inspect';
import type { VariantKind } from '../job/variant-slot.ts';
import type { VariantError } from '../records/variant-record.ts';

/** Most variants that a summary lists one by one. */
export const maxListedVariants = 1000;

/** The outcome of a run: `requested = succeeded + failed + skipped + cancelled`, always. */
export interface Summary {
  /** Name of the run. */
  readonly batchId: string;
  /** Absolute path of the output folder. */
  readonly outDir: string;
  readonly strategy: string;
  readonly seed: number;
  /** Number of variants asked for. */
  readonly requested: number;
  /** Rendered, verified and published in this run. */
  readonly succeeded: number;
  readonly failed: number;
  /** Already there, and in agreement with their records. */
  readonly skipped: number;
  /** Those of the skipped whose file got another name, because the names of the inputs ask for it. */
  readonly renamed: number;
  /** Published variants, new or already there, that do not measure what they shall; absent without a target. */
  readonly targetsMissed?: number;
  /** Not rendered because the run was interrupted or stopped at a failure. */
  readonly cancelled: number;
  /** Wall clock of the run. */
  readonly wallSeconds: number;
  /** Processor time of this process and of its children. */
  readonly cpuSeconds: number;
  /** Processor time of the rendering ffmpegs alone, failed attempts included; renders that were not published are not. */
  readonly renderCpuSeconds: number;
  /** Processor time of the searches for plans that were rendered, renders that were not published included; absent without any. */
  readonly searchCpuSeconds?: number;
  /** Highest sampled sum of the memory of all renders that ran at one time; 0 when none ran. */
  readonly peakMemoryBytes: number;
  /** Most renders in parallel. */
  readonly workers: number;
  /** Every variant in the order of sources and numbers; absent for more than {@link maxListedVariants}. */
  readonly variants?: readonly VariantResult[];
  /** How many variants are not listed; absent where they are. */
  readonly variantsOmitted?: number;
  /** Inputs with the same bytes as an earlier one, rendered once under that one's name. */
  readonly duplicates: readonly DuplicateInput[];
  /** Why the manifest, the ground truth or the journal is not up to date; `null` when they are. */
  readonly resultsError: VariantError | null;
}

/** The outcome of one variant in this run. */
export interface VariantResult {
  /** The variant's id, 64 hex digits; `null` where its source cannot be used, so that there is no plan. */
  readonly id: string | null;
  readonly kind: VariantKind;
  /** Number of the variant among those of its kind, series and source, from 1. */
  readonly index: number;
  /** The series that it is numbered in; absent where the run has one. */
  readonly series?: string;
  /** Absolute path of the source. */
  readonly source: string;
  readonly status: 'succeeded' | 'failed' | 'skipped' | 'cancelled';
  /** File name in the output folder; `null` where there is none. */
  readonly output: string | null;
  /** Name of the file before this run renamed it; absent where the name is as it was. */
  readonly renamedFrom?: string;
  /** Size of the file; `null` where there is none. */
  readonly bytes: number | null;
  /** Wall clock of the last attempt; `null` where none was finished in this run. */
  readonly processingSeconds: number | null;
  /** Processor time of the rendering ffmpeg in the last try. */
  readonly renderCpuSeconds: number | null;
  /** Whether the processor time was sampled because ffmpeg did not live to report it. */
  readonly cpuSampled: boolean;
  /** Tries in this run. */
  readonly attempts: number;
  /** Most memory of the rendering ffmpeg in the last try. */
  readonly peakMemoryBytes: number | null;
  /** SHA-256 of the plan, 64 hex digits; `null` without a plan. */
  readonly planDigest: string | null;
  readonly similarity: Similarity | null;
  /** What it shall measure; absent: anything. */
  readonly target?: Target;
  /** Whether it does; absent without a target, or without a file. */
  readonly targetMet?: boolean;
  /** Processor time of the search for its plan, renders that were not published included; absent where there was none. */
  readonly searchCpuSeconds?: number;
  /** Why the variant failed; `null` when it did not. */
  readonly error: VariantError | null;
}

/** An input that was left out because an earlier one has the same bytes. */
export interface DuplicateInput {
  /** Absolute path. */
  readonly source: string;
  /** Absolute path of the input with the same bytes. */
  readonly duplicateOf: string;
}
