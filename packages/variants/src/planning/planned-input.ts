import type { VariantError } from '../records/variant-record.ts';
import type { PlannedSource, VariantJob } from './variant-job.ts';

/** What became of one input in planning. */
export type PlannedInput = PlannedJobs | RefusedInput | PlannedDuplicate;

/** A source with the jobs of all its variants, in order. */
export interface PlannedJobs {
  readonly kind: 'planned';
  readonly source: PlannedSource;
  /**
   * Each made when it is read, so that a hundred thousand take no memory; can be read several times. Where plans are
   * found by measuring, they come asynchronously: read them with `for await`, which takes both.
   */
  readonly jobs: Iterable<VariantJob> | AsyncIterable<VariantJob>;
}

/** An input that no variants can be made of. */
export interface RefusedInput {
  readonly kind: 'refused';
  /** Absolute path. */
  readonly path: string;
  readonly error: VariantError;
}

/** An input with the same bytes as an earlier one. */
export interface PlannedDuplicate {
  readonly kind: 'duplicate';
  /** Absolute path. */
  readonly path: string;
  /** Absolute path of the earlier one. */
  readonly duplicateOf: string;
}
