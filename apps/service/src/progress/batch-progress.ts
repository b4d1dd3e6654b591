/** The progress of a batch at one worker, or at all of them together. */
export interface BatchProgress {
  readonly batchId: string;
  /** The worker this is about; `null`: all of them. */
  readonly instanceId: string | null;
  /** Number of variants asked for; `null` until it is known here. */
  readonly requested: number | null;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  /** 0..100, of the variants that are finished and those that run; `null` until the number asked for is known. */
  readonly percent: number | null;
  readonly running: readonly RunningVariant[];
  /** Whether the counts are those of the whole batch at its end, and not of one worker. */
  readonly isFinal: boolean;
  /** The first failures. */
  readonly failures: readonly FailedVariant[];
  /** When it was so, ISO 8601. */
  readonly at: string;
}

/** A variant that is being rendered. */
export interface RunningVariant {
  readonly id: string;
  /** File name in the output folder. */
  readonly output: string;
  /** 0..100. */
  readonly percent: number;
  readonly speed: number | null;
  readonly etaSeconds: number | null;
}

/** A variant that has failed for good, and why. */
export interface FailedVariant {
  readonly source: string;
  readonly index: number;
  /** The series that it is numbered in; absent where the batch has one. */
  readonly series?: string;
  readonly code: string;
  readonly message: string;
}
