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
  /** The variants that were published last, oldest first. */
  readonly published: readonly PublishedVariant[];
  /** Seconds to go at the pace since it was first seen here; `null` while unknown, and at a single worker. */
  readonly etaSeconds: number | null;
  /** Whether the counts are those of the whole batch at its end, and not of one worker. */
  readonly isFinal: boolean;
  /** What keeps it from continuing now; none at a single worker. */
  readonly waiting: readonly WaitReason[];
  /** The first failures. */
  readonly failures: readonly FailedVariant[];
  /** When it was so, ISO 8601. */
  readonly at: string;
}

/** A variant that has its file. */
export type PublishedVariant = Pick<RunningVariant, 'id' | 'output'>;

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

/** What keeps a batch from continuing; it continues by itself once that is over. */
export interface WaitReason {
  /** Such as `VARIANTS_DISK_SPACE_LOW`, with which variants fail for which it lasts too long. */
  readonly code: string;
  /** One sentence. */
  readonly message: string;
}
