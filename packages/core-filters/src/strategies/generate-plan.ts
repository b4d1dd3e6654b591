import { lacksAssets } from '../assets/asset-facts.ts';
import { builtInCatalogue, type Catalogue, modulesOf } from '../catalogue/create-catalogue.ts';
import { levelPositions, positionOf } from '../catalogue/level.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { type ChainRequest, type Plan, planFormatVersion, type RejectedStep } from '../plan/plan.ts';
import { randomStream } from '../random-stream.ts';
import { type CatalogueSelection, selectCandidates } from './candidates.ts';
import { strategies } from './strategies.ts';
import type { DrawnChain, DrawRequest, StrategyName } from './strategy.ts';

/** What {@link generatePlan} needs. */
export interface GenerateRequest extends CatalogueSelection, ChainRequest {
  readonly strategy: StrategyName;
  /** What is drawn from. @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
}

/**
 * Draws the plan of one variant. The same request gives the same plan on every machine, whatever ffmpeg it has;
 * plans of other indices, sources or seeds are independent of it, so raising a count keeps the plans there were.
 *
 * @throws SELECTION_UNKNOWN - for an `only` or `exclude` entry that is neither a transformation nor a layer.
 */
export function generatePlan(request: GenerateRequest): Plan {
  const { strategy, seed, index, sourceSha256 } = request;
  const { drawing, withChain } = beginPlan(request);
  const random = randomStream({ seed, source: sourceSha256, index, strategy });
  return withChain(strategies[strategy].draw({ ...drawing, random }));
}

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
  const { catalogue = builtInCatalogue } = request;
  const selected = selectCandidates(catalogue.transformations, request);
  const left = selected.flatMap((one): readonly RejectedStep[] => {
    const { name } = one;
    const reason =
      (assets === undefined ? null : lacksAssets(assets, one.assetKinds)) ?? tooForeign(one, request);
    return reason === null ? [] : [{ name, reason }];
  });
  const without = new Set(left.map(({ name }) => name));
  return {
    drawing: {
      facts: normalizedFacts(facts),
      level,
      candidates: selected.filter(({ name }) => !without.has(name)),
      assets,
    },
    withChain({ steps, rejected }) {
      const modules = modulesOf(steps, catalogue);
      return {
        ...{ formatVersion: planFormatVersion, strategy, level, seed, index },
        ...(modules.length === 0 ? {} : { modules }),
        source: { sha256: sourceSha256 },
        steps,
        rejected: [...left, ...rejected],
      };
    },
  };
}

/** Why a level does without a step that shows frames of something else, or `null`. */
function tooForeign(
  { name, foreignFrames }: Transformation,
  { level, only = [] }: GenerateRequest,
): string | null {
  const isLeftOut = foreignFrames && positionOf(level) < levelPositions.light && !only.includes(name);
  return isLeftOut
    ? "it shows frames that are not the source's, which levels below light have only where the step is named"
    : null;
}
