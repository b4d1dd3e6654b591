import type { VideoHashes } from '@variegate/inspect';

/** A video of a set by its fingerprints alone. */
export interface FingerprintedVideo {
  readonly id: string;
  readonly hashes: VideoHashes;
}

/** A stretch of a query that is found in a stretch of a reference; seconds. */
export interface FoundSegment {
  readonly queryStart: number;
  readonly queryEnd: number;
  readonly refStart: number;
  readonly refEnd: number;
}
