import type { Transformation } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { RejectedStep } from '../plan/plan.ts';

/** Candidates sorted by whether a source allows them at all. */
export interface SortedCandidates {
  readonly possible: readonly Transformation[];
  /** The others, each with its reason. */
  readonly rejected: readonly RejectedStep[];
}

/** Sorts out what the facts of a source make impossible whatever the parameters. */
export function possibleCandidates(
  candidates: readonly Transformation[],
  facts: MediaFacts,
): SortedCandidates {
  const possible: Transformation[] = [];
  const rejected: RejectedStep[] = [];
  for (const candidate of candidates) {
    const reason = candidate.impossible?.(facts) ?? null;
    if (reason === null) possible.push(candidate);
    else rejected.push({ name: candidate.name, reason });
  }
  return { possible, rejected };
}
