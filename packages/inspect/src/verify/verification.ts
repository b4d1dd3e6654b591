import type { PdqFrame } from '../pdq/pdq-frame.ts';

/** What the one decode of a finished file has shown. */
export interface Verification {
  /** From the first frame to the end of the last, in seconds. */
  readonly durationSeconds: number;
  readonly frameCount: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly hasAudio: boolean;
  /** Bytes. */
  readonly sizeBytes: number;
  /** The first frame of each second, hashed; `null` where it was not asked for. */
  readonly pdq: readonly PdqFrame[] | null;
  /** Words of chromaprint, about eight a second; `null` without sound or where ffmpeg has no chromaprint. */
  readonly audioFingerprint: Uint32Array | null;
  /** CPU time of the decode, in seconds. */
  readonly cpuSeconds: number;
}
