import type { Quality } from './measure-quality.ts';
import type { SignatureMatch } from './measure-signature.ts';
import type { Similarity } from './similarity.ts';

/** Everything that `measure` finds out about a variant and its source; documented in `docs/formats/measure.md`. */
export interface Measurement {
  /** Raised when a field changes its meaning or goes away. */
  readonly formatVersion: 1;
  readonly source: MeasuredFile;
  readonly variant: MeasuredFile;
  /** Whether the caller gave the segment map or the two were taken to run side by side. */
  readonly alignment: 'given' | 'assumed';
  readonly similarity: Similarity;
  /** MPEG-7 video signature; `null` where {@link Measurement.unavailable} says why. */
  readonly videoSignature: SignatureMatch | null;
  /** Quality of the picture; `null` where {@link Measurement.unavailable} says why. */
  readonly quality: Quality | null;
  /** The measures that could not be taken, in the order of the measures. */
  readonly unavailable: readonly UnavailableMeasure[];
}

/** One of the two files. */
export interface MeasuredFile {
  /** Absolute path. */
  readonly path: string;
  /** SHA-256, 64 hex digits. */
  readonly sha256: string;
  /** Seconds. */
  readonly durationSeconds: number;
  readonly frameCount: number;
}

/** A measure that could not be taken, and why, as a sentence. */
export interface UnavailableMeasure {
  readonly measure: 'audio' | 'video-signature' | 'ssim' | 'psnr' | 'vmaf' | 'xpsnr';
  readonly reason: string;
}
