import { CodedError, type Retry } from '@variegate/ground';

const never: Retry = { kind: 'never' };

/** The base of every failure of this package: it names the file. */
export abstract class InspectError extends CodedError {
  /** Absolute path of the file. */
  readonly path: string;

  constructor(path: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.path = path;
  }
}

/**
 * Why a file cannot be used: `not-media` (text, a playlist, an unfinished file), `no-video`, `unreadable-video`
 * (a codec or a size that ffmpeg cannot make out), `memory` (opening it takes more than it may), or `limit`.
 */
export type MediaUnusableReason = 'not-media' | 'no-video' | 'unreadable-video' | 'memory' | 'limit';

/** The limit that a file is beyond. */
export interface ExceededLimit {
  /** The option that holds the limit. */
  readonly name: 'maxDurationSeconds' | 'maxPixels' | 'maxStreams' | 'maxFps' | 'maxInputBytes';
  readonly allowed: number;
  /** What the file has; `null` where reading stopped at the limit. */
  readonly found: number | null;
}

/**
 * The file is not a video, or is beyond a limit.
 *
 * @remedy Use a video that ffprobe can read, or raise the limit that the message names.
 */
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

/**
 * A finished file failed verification; every mismatch is listed.
 *
 * @remedy Run it again. If it fails again, look at the disk and at the source; the file is not published.
 */
export class VerificationFailedError extends InspectError {
  override readonly code = 'INSPECT_VERIFICATION_FAILED';
  override readonly retry: Retry = { kind: 'now', atMost: 1 };
  /** One sentence each, at least one. */
  readonly mismatches: readonly string[];

  constructor(path: string, mismatches: readonly string[], cause?: unknown) {
    super(path, `"${path}" failed verification: ${mismatches.join(' ')}`, cause);
    this.mismatches = mismatches;
  }
}
