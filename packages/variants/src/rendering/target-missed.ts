import type { VariantJob } from '../job/variant-job.ts';
import type { HeldVariant } from './render-variant.ts';

/** A finished file is not published, because it misses its target and something else is, or is expected to be, nearer. */
export class TargetMissed extends Error {
  /** What is done instead: the variant is rendered by another plan, or a file that was made before is published. */
  readonly instead: { readonly render: VariantJob } | { readonly publish: HeldVariant };

  constructor(instead: TargetMissed['instead']) {
    super('The file misses its target.');
    this.instead = instead;
  }
}
