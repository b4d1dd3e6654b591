import type { TargetFigures } from '@variegate/core-filters';
import type { SampleFacts } from './search-report.ts';

/** How the chain of a variant with a target was found: every candidate, and every render that was measured. */
export interface TargetReport {
  /** What candidates were measured on; `null` where the source gave no samples. */
  readonly samples: SampleFacts | null;
  readonly candidates: readonly TargetCandidate[];
  /**
   * Number of the candidate that is rendered, and in the end of the one that was published; `null` where none could be measured,
   * and the first was taken as it is.
   */
  readonly chosen: number | null;
  /** What finished files have measured, in their order; that of the chosen candidate was published. Empty before the render. */
  readonly renders: readonly TargetRender[];
}

/** A candidate, and how it did on the samples. */
export interface TargetCandidate {
  /** From 1, in the order in which they were proposed. */
  readonly number: number;
  /** Number of the draw that its steps come from, from 1. */
  readonly draw: number;
  /** How much milder it is drawn than the first, as draws before it were too strong at their mildest; below 0: stronger, as they were too mild at their strongest. */
  readonly ease: number;
  /** How strong the draw is made, 0..1, to a thousandth. */
  readonly strength: number;
  /** What the target asks for, on the samples; `null` where it could not be measured. */
  readonly scores: TargetFigures | null;
  /** Code of the reason why it could not be measured; `null` where it was. */
  readonly error: string | null;
}

/** A finished file, and what it has measured. */
export interface TargetRender {
  /** Number of the candidate; `null` where none could be measured. */
  readonly candidate: number | null;
  readonly figures: TargetFigures;
}
