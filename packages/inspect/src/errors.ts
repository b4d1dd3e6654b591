import type { Retry } from '@variegate/runner';

const never: Retry = { kind: 'never' };

/** The base of every failure of this package: a stable code and an advice. */
export abstract class InspectError extends Error {
  /** Stable name of the failure, such as `INSPECT_MEDIA_UNUSABLE`. */
  abstract readonly code: string;
  /** What a caller may do about it. */
  abstract readonly retry: Retry;
  /** Absolute path of the file. */
  readonly path: string;

  constructor(path: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.path = path;
  }
}

/**
 * Why a file cannot be used: `not-media` (text, a playlist, an unfinished file), `no-video`, `unreadable-video`
 * (a codec or a size that ffmpeg cannot make out), or `limit`.
 */
export type MediaUnusableReason = 'not-media' | 'no-video' | 'unreadable-video' | 'limit';

/** The limit that a file is beyond. */
export interface ExceededLimit {
  /** The option that holds the limit. */
  readonly name: 'maxDurationSeconds' | 'maxPixels' | 'maxStreams' | 'maxFrameRate';
  readonly allowed: number;
  /** What the file has; `null` where reading stopped at the limit. */
  readonly found: number | null;
}

/** The file is not a video, or is beyond a limit. */
export class MediaUnusableError extends InspectError {
  override readonly code = 'INSPECT_MEDIA_UNUSABLE';
  override readonly retry = never;
  readonly reason: MediaUnusableReason;
  /** Only where {@link MediaUnusableError.reason} is `limit`. */
  readonly limit: ExceededLimit | null;

  constructor(
    path: string,
    detail: string,
    options: {
      readonly reason: MediaUnusableReason;
      readonly limit?: ExceededLimit;
      readonly cause?: unknown;
    },
  ) {
    super(path, `"${path}" ${detail}.`, options.cause);
    this.reason = options.reason;
    this.limit = options.limit ?? null;
  }
}

/** A finished file is not what it was to become; every mismatch is listed. */
export class VerificationFailedError extends InspectError {
  override readonly code = 'INSPECT_VERIFICATION_FAILED';
  override readonly retry: Retry = { kind: 'now', atMost: 1 };
  /** One sentence each, at least one. */
  readonly mismatches: readonly string[];

  constructor(path: string, mismatches: readonly string[], cause?: unknown) {
    super(path, `"${path}" is not what it was to become: ${mismatches.join(' ')}`, cause);
    this.mismatches = mismatches;
  }
}
