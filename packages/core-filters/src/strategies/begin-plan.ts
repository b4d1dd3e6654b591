import { lacksAssets } from '../assets/draw-asset.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { normalizedFacts } from '../compile/normalize-source.ts';
import { type Plan, planFormatVersion } from '../plan/plan.ts';
import type { GenerateRequest } from './generate-plan.ts';
import { selectCandidates } from './select-candidates.ts';
import type { DrawnChain, DrawRequest } from './strategy.ts';

/** Everything of a plan but its chain. */
export interface BegunPlan {
  /** What the chain is drawn from, but for the randomness. */
  readonly drawing: Omit<DrawRequest, 'random'>;
  /** The plan with a chain. */
  withChain(chain: DrawnChain): Plan;
}

/**
 * Works out what the chain of a plan can be drawn from.
 *
 * @throws SELECTION_UNKNOWN - for an `only` or `exclude` entry that is neither a transformation nor a layer.
 */
export function beginPlan(request: GenerateRequest): BegunPlan {
  const { strategy, level, seed, index, sourceSha256, facts, assets } = request;
  const selected = selectCandidates(catalogue, request);
  const lacking = selected.flatMap(({ name, assetKinds }) => {
    const reason = assets === undefined ? null : lacksAssets(assets, assetKinds);
    return reason === null ? [] : [{ name, reason }];
  });
  const without = new Set(lacking.map(({ name }) => name));
  return {
    drawing: {
      facts: normalizedFacts(facts),
      level,
      candidates: selected.filter(({ name }) => !without.has(name)),
      assets,
    },
    withChain: ({ steps, rejected }) => ({
      ...{ formatVersion: planFormatVersion, strategy, level, seed, index },
      source: { sha256: sourceSha256 },
      steps,
      rejected: [...lacking, ...rejected],
    }),
  };
}
