import type { MediaFacts, Plan, ResourceEstimate } from '@variegate/core-filters';
import type { RenderSettings } from '../identity/render-settings.ts';
import type { SearchReport } from '../search/search-report.ts';
import type { InputRole, VariantKind } from './variant-slot.ts';

/** A source that variants can be made of; plain JSON. */
export interface PlannedSource {
  /** Absolute path. */
  readonly path: string;
  /** File name, without folder. */
  readonly file: string;
  /** What the names of its variants begin with. */
  readonly stem: string;
  /** SHA-256 of the whole file, 64 hex digits. */
  readonly fingerprint: string;
  readonly facts: MediaFacts;
  /** Whether its variants are to be traced back to it. */
  readonly role: InputRole;
}

/** One variant to be made: everything that rendering it takes besides the place; plain JSON. */
export interface VariantJob {
  /** The variant's id, 64 hex digits. */
  readonly id: string;
  readonly kind: VariantKind;
  /** Number of the variant among those of its kind and source, from 1. */
  readonly index: number;
  readonly source: PlannedSource;
  readonly plan: Plan;
  /** SHA-256 over the plan in canonical JSON, 64 hex digits. */
  readonly planDigest: string;
  readonly settings: RenderSettings;
  /** File name in the output folder. */
  readonly output: string;
  readonly estimate: ResourceEstimate;
  /** How the plan was found; absent where it was drawn or given. */
  readonly search?: SearchReport;
}
