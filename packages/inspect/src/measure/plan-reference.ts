import {
  compilePlan,
  defaultEncodeSettings,
  type MediaFacts,
  type Plan,
  placementOf,
} from '@variegate/core-filters';
import type { QualityReference } from './reference-graph.ts';

/** What {@link planReference} needs. */
export interface PlanReferenceRequest {
  /** The plan that the variant was made by. */
  readonly plan: Plan;
  /** What `probe` says of the source. */
  readonly facts: MediaFacts;
  /** Paths of the files that a graph refers to. */
  readonly resolveFile: (reference: string) => string;
  /** Whether the variant was made with one filter for each step; the reference is resampled as often. @default false */
  readonly plain?: boolean | undefined;
}

/**
 * What a variant is compared with for its quality: its source after the geometry and the timing of its plan, and after
 * nothing else. Frames that the plan puts in from second media are put in here too.
 *
 * @throws {PLAN_INVALID} for a plan that this source does not allow.
 */
export function planReference({
  plan,
  facts,
  resolveFile,
  plain = false,
}: PlanReferenceRequest): QualityReference {
  const { command } = compilePlan({
    plan: placementOf(plan, facts),
    facts,
    encode: defaultEncodeSettings,
    provenance: null,
    plain,
  });
  return { graph: command.graph, inputs: command.inputs, resolveFile };
}
