import type { PdqHash } from './pdq-hash.ts';

/** The hash of one frame of a video. */
export interface PdqFrame {
  /** Seconds from the first frame of the video. */
  readonly timeSeconds: number;
  /** 0..100; below 50 the bits are mostly noise. */
  readonly quality: number;
  readonly hash: PdqHash;
}
