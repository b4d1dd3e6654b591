import type { SegmentMap } from '@variegate/core-filters';
import type { FinishedFolder, ReportedVariant } from '@variegate/variants/internal';

/** A finished output folder as a set for detectors: what is looked for, in what, and what was done. */
export interface Dataset {
  /** The folder, absolute. */
  readonly dir: string;
  /** How its variants were made; for pictures of them. */
  readonly normalization: FinishedFolder['options']['settings']['normalization'];
  /** Name of the recipe of the last run; `null` where a strategy drew. */
  readonly recipe: string | null;
  /** References and distractors, in the order of the manifest. */
  readonly sources: readonly DatasetSource[];
  /** What was made of them, in the order of the manifest. */
  readonly variants: readonly DatasetVariant[];
}

/** A video that variants were made of. */
export interface DatasetSource {
  /** What it is called in `ground_truth.csv`. */
  readonly name: string;
  /** `R` and 16 digits of its fingerprint: an id that VSC2022's reader takes, the same in every export. */
  readonly refId: string;
  /** Whether variants are to be traced back to it; distractors are not in the set of references. */
  readonly role: 'reference' | 'distractor';
  /** File name. */
  readonly file: string;
  /** Absolute path where it lay in the last run; `null` where the manifest does not say. */
  readonly path: string | null;
  /** SHA-256, 64 hex digits. */
  readonly fingerprint: string;
  /** Seconds. */
  readonly durationSeconds: number;
  readonly framesPerSecond: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

/** A variant, a control or a variant of a distractor. */
export interface DatasetVariant {
  /** 64 hex digits. */
  readonly id: string;
  /** What it is called in `ground_truth.csv`: its path in the folder without the extension. */
  readonly name: string;
  /** `Q` and 16 digits of its id: an id that VSC2022's reader takes, the same in every export. */
  readonly queryId: string;
  readonly kind: 'variant' | 'control' | 'distractor';
  /** Number among those of its kind and source, from 1. */
  readonly index: number;
  readonly source: DatasetSource;
  readonly strategy: string;
  /** A name, or a number 0..1 as text. */
  readonly level: string;
  /** Name of the recipe that drew it; `null` where a strategy did. */
  readonly recipe: string | null;
  readonly seed: number;
  readonly steps: readonly DatasetStep[];
  /** The plan, as the manifest has it. */
  readonly plan: Readonly<Record<string, unknown>>;
  /** File name in the folder. */
  readonly output: string;
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
  /** Seconds. */
  readonly durationSeconds: number;
  readonly frameCount: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly hasAudio: boolean;
  /** Which part of the source is where. */
  readonly segments: SegmentMap;
  /** The same as measures can score it; empty for distractors. */
  readonly scorable: SegmentMap;
  /** Mean PDQ distance from the source, 0..256 bits; `null` where not measured. */
  readonly distance: number | null;
  /** 0..100; `null` where not measured. */
  readonly matchedPercent: number | null;
  /** 0..32 bits; `null` where not measured. */
  readonly audioBitError: number | null;
  /** 0..1; `null` where not measured. */
  readonly ssim: number | null;
  /** The same variant as the report shows it. */
  readonly reported: ReportedVariant;
}

/** One step of a plan, with what the catalogue says of it. */
export interface DatasetStep {
  readonly name: string;
  /** `null` for a transformation of the user's own. */
  readonly layer: string | null;
  /** 0..100; `null` for a transformation of the user's own. */
  readonly intensity: number | null;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The sources that variants are looked for in. */
export function referencesOf({ sources }: Dataset): readonly DatasetSource[] {
  return sources.filter(({ role }) => role === 'reference');
}
