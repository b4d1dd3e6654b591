import { findTransformation } from '../catalogue/added-transformations.ts';
import type { Plan } from '../plan/plan.ts';
import type { AssetFacts } from './asset-facts.ts';

/** The second media that a plan reads, in the order of its steps; one that several steps read comes once for each. */
export function assetsOfPlan({ steps }: Pick<Plan, 'steps'>): readonly AssetFacts[] {
  return steps.flatMap(({ name, params }) => findTransformation(name)?.assets?.(params) ?? []);
}
