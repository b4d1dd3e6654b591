import type { Ffmpeg } from '@variegate/runner';
import type { VariantJob } from '@variegate/variants';

/** Another way of making the same variants, from the same plans: what a user would do by hand, or another tool does. */
export interface Baseline {
  readonly name: BaselineName;
  /** One phrase. */
  readonly title: string;
  /** Why it cannot be run here, in a sentence; `null` where it can. */
  unavailable(): Promise<string | null>;
  /**
   * Does the work, or as much of it as there is time for.
   *
   * @throws {BENCHMARK_WORK_FAILED} when an encode fails, so that its time says nothing.
   */
  run(context: BaselineContext): Promise<BaselineOutcome>;
}

/** What a baseline works on. */
export interface BaselineContext {
  readonly jobs: readonly VariantJob[];
  readonly ffmpeg: Ffmpeg;
  /** An empty folder for its files. */
  readonly folder: string;
  /** Processes in parallel, for those that run several. */
  readonly workers: number;
  /** After this many seconds nothing more is to be started. */
  readonly maxSeconds: number;
  readonly signal: AbortSignal | undefined;
}

/** What a baseline did. */
export interface BaselineOutcome {
  /** User and system time of the encodes, as ffmpeg itself reports it, in seconds. */
  readonly cpuSeconds: number;
  /** Encodes that were made. */
  readonly encodesDone: number;
  /** Encodes that the whole work takes; where more than were made, times are extrapolated by their number. */
  readonly encodesInAll: number;
}

/** The other ways of doing the same work, by name. */
export const baselineNames = [
  'one-after-another',
  'process-pool',
  'encode-per-transformation',
  'xargs',
  'parallel',
] as const;

/** One of {@link baselineNames}. */
export type BaselineName = (typeof baselineNames)[number];
