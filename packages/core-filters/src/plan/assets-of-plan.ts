import type { AssetFacts } from '../assets/asset-facts.ts';
import { builtInCatalogue, type Catalogue } from '../catalogue/create-catalogue.ts';
import type { Plan } from './plan.ts';

/** The assets that a plan reads, in the order of its steps; one that several steps read comes once for each. */
export function assetsOfPlan(
  { steps }: Pick<Plan, 'steps'>,
  catalogue: Catalogue = builtInCatalogue,
): readonly AssetFacts[] {
  return steps.flatMap(({ name, params }) => catalogue.find(name)?.assets?.(params) ?? []);
}
