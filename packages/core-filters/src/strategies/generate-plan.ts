import type { ChainRequest } from '../plan/chain-request.ts';
import type { Plan } from '../plan/plan.ts';
import { randomStream } from '../random/random-stream.ts';
import { beginPlan } from './begin-plan.ts';
import type { CatalogueSelection } from './select-candidates.ts';
import { strategies } from './strategies.ts';
import type { StrategyName } from './strategy.ts';

/** What {@link generatePlan} needs. */
export interface GenerateRequest extends CatalogueSelection, ChainRequest {
  readonly strategy: StrategyName;
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
