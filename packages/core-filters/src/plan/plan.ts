import type { Level } from '../catalogue/transformation.ts';

/** The version of the plan format that this package writes and reads. */
export const planFormatVersion = 1;

/**
 * A chain of transformations with all its parameters: plain JSON, the unit of reproducibility. The order of the
 * steps is their meaning.
 */
export interface Plan {
  readonly formatVersion: typeof planFormatVersion;
  /** Name of the strategy that drew the chain, or `custom`. */
  readonly strategy: string;
  readonly level: Level;
  /** The seed that everything random followed from, a whole number ≥ 0. */
  readonly seed: number;
  /** Number of the variant, from 1. */
  readonly index: number;
  /** The video that the chain was drawn for. */
  readonly source: PlanSource;
  readonly steps: readonly PlanStep[];
  /** Modules whose transformations the steps use, sorted; absent where all are of the catalogue. */
  readonly modules?: readonly string[];
  /** Transformations that the source does not allow, each with the reason. */
  readonly rejected: readonly RejectedStep[];
}

/** The identity of a source. */
export interface PlanSource {
  /** SHA-256 of the whole file, 64 lower-case hex digits. */
  readonly sha256: string;
}

/** One transformation with its parameters. */
export interface PlanStep {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A transformation that was left out, and why. */
export interface RejectedStep {
  readonly name: string;
  readonly reason: string;
}
