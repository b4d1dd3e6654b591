import { type Quality, qualityFilters } from './measure-quality.ts';
import type { UnavailableMeasure } from './measurement.ts';
import type { Similarity } from './similarity.ts';

/** How much is measured. */
export type MeasureLevel = 'fast' | 'full';

/** What decides which measures there are. */
export interface MeasuredWith {
  readonly level: MeasureLevel;
  readonly filters: ReadonlySet<string>;
  readonly muxers: ReadonlySet<string>;
  readonly bothHaveSound: boolean;
  readonly similarity: Similarity;
  readonly quality: Quality | null;
}

const leftOut = 'It is left out at the level "fast".';

/** Lists each measure that is missing from a measurement, with the reason. Pure. */
export function unavailableMeasures(measured: MeasuredWith): UnavailableMeasure[] {
  const list: UnavailableMeasure[] = [];
  const add = (measure: UnavailableMeasure['measure'], reason: string | null) => {
    if (reason !== null) list.push({ measure, reason });
  };
  add('audio', whyNoAudio(measured));
  add('video-signature', whyNoFilter(measured, 'signature'));
  for (const [measure, filter] of Object.entries(qualityFilters)) {
    const name = measure as keyof typeof qualityFilters;
    add(name, whyNoFilter(measured, filter) ?? whyNoQuality(measured.quality, name));
  }
  return list;
}

function whyNoAudio({ similarity, muxers, bothHaveSound }: MeasuredWith): string | null {
  if (similarity.audio !== null) return null;
  if (!bothHaveSound) return 'At least one of the two files has no sound.';
  if (!muxers.has('chromaprint')) return 'This ffmpeg was built without chromaprint.';
  return 'The sound that the two have in common is too short for a fingerprint (about three seconds).';
}

function whyNoFilter({ level, filters }: MeasuredWith, filter: string): string | null {
  if (level === 'fast') return leftOut;
  return filters.has(filter) ? null : `This ffmpeg was built without the filter "${filter}".`;
}

function whyNoQuality(quality: Quality | null, measure: keyof typeof qualityFilters): string | null {
  if (quality === null) {
    return 'The variant does not show one stretch of the source forwards at its own speed, and no reference was given.';
  }
  return quality[measure] === null ? 'The filter reported nothing.' : null;
}
