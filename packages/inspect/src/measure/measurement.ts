import { type Quality, qualityFilters } from './measure-quality.ts';
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
  /** Quality of the video; `null` where {@link Measurement.unavailable} says why. */
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

/** How much is measured. */
export type MeasureLevel = 'fast' | 'full';

/** What decides which measures there are. */
export interface MeasuredWith {
  readonly level: MeasureLevel;
  readonly filters: ReadonlySet<string>;
  readonly muxers: ReadonlySet<string>;
  readonly bothHaveAudio: boolean;
  readonly similarity: Similarity;
  readonly videoSignature: SignatureMatch | null;
  readonly quality: Quality | null;
}

const nothingReported = 'The filter reported nothing.';
const leftOut = 'It is left out at the level "fast".';

/** Lists each measure that is missing from a measurement, with the reason. Pure. */
export function unavailableMeasures(measured: MeasuredWith): UnavailableMeasure[] {
  const list: UnavailableMeasure[] = [];
  const add = (measure: UnavailableMeasure['measure'], reason: string | null) => {
    if (reason !== null) list.push({ measure, reason });
  };
  add('audio', whyNoAudio(measured));
  add('video-signature', whyNoFilter(measured, 'signature') ?? whyNoSignature(measured.videoSignature));
  for (const [measure, filter] of Object.entries(qualityFilters)) {
    const name = measure as keyof typeof qualityFilters;
    add(name, whyNoFilter(measured, filter) ?? whyNoQuality(measured.quality, name));
  }
  return list;
}

function whyNoAudio({ similarity, muxers, bothHaveAudio }: MeasuredWith): string | null {
  if (similarity.audio !== null) return null;
  if (!bothHaveAudio) return 'At least one of the two files has no audio.';
  if (!muxers.has('chromaprint')) return 'This ffmpeg was built without chromaprint.';
  return 'The audio that the two have in common is too short for a fingerprint (about three seconds).';
}

function whyNoFilter({ level, filters }: MeasuredWith, filter: string): string | null {
  if (level === 'fast') return leftOut;
  return filters.has(filter) ? null : `This ffmpeg was built without the filter "${filter}".`;
}

function whyNoSignature(signature: SignatureMatch | null): string | null {
  return signature === null ? nothingReported : null;
}

function whyNoQuality(quality: Quality | null, measure: keyof typeof qualityFilters): string | null {
  if (quality === null) {
    return 'The variant does not show one stretch of the source forwards at its own speed, and no reference was given.';
  }
  return quality[measure] === null ? nothingReported : null;
}
