import type { VariantJob } from '../job/variant-job.ts';

/** A finished file is not published, because it misses its target and another plan is expected to come nearer. */
export class TargetMissed extends Error {
  /** The variant with the other plan. */
  readonly next: VariantJob;

  constructor(next: VariantJob) {
    super(`"${next.output}" misses its target and is rendered again.`);
    this.next = next;
  }
}
