import type { PlanStep } from '@variegate/core-filters';

/** How the plan of a variant was found: every candidate, and what measuring it on samples of the source has shown. */
export interface SearchReport {
  /** Lowest quality that was accepted, 0..1. */
  readonly qualityFloor: number;
  /** Whether the chosen candidate keeps the floor on the samples; where none does, the one of the highest quality is chosen. */
  readonly keepsFloor: boolean;
  /** Number of the chosen candidate; `null` where none could be measured, and the first was taken as it is. */
  readonly chosen: number | null;
  /** What was measured on; `null` where the source gave no samples. */
  readonly samples: SampleFacts | null;
  readonly candidates: readonly CandidateReport[];
}

/** Frames of a source, taken at several moments and made small. */
export interface SampleFacts {
  /** Frames in all. */
  readonly frames: number;
  /** Where each stretch of frames begins, in seconds. */
  readonly atSeconds: readonly number[];
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

/** A candidate of a search, and how it did. */
export interface CandidateReport {
  /** From 1, in the order in which they were proposed. */
  readonly number: number;
  readonly steps: readonly PlanStep[];
  /** `null` where it could not be measured. */
  readonly scores: CandidateFigures | null;
  /** Code of the reason why it could not be measured; `null` where it was. */
  readonly error: string | null;
}

/** What the samples of a candidate have shown. */
export interface CandidateFigures {
  /** SSIM, 0..1, to the samples after the candidate's geometry alone, before any encoding. */
  readonly ssim: number;
  /** Mean PDQ distance, 0..256 bits, of each frame from the same frame of the source. */
  readonly alignedDistance: number;
  /** The same to the nearest of the eight flips and turns of the frame; the search looks for a high mean of the two. */
  readonly nearestDistance: number;
}
