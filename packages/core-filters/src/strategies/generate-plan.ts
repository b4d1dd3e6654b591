import type { AssetFacts } from '../assets/asset-facts.ts';
import type { Level } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { Plan } from '../plan/plan.ts';
import { randomStream } from '../random/random-stream.ts';
import { beginPlan } from './begin-plan.ts';
import type { CatalogueSelection } from './select-candidates.ts';
import { strategies } from './strategies.ts';
import type { StrategyName } from './strategy.ts';

/** What {@link generatePlan} needs. */
export interface GenerateRequest extends CatalogueSelection {
  readonly strategy: StrategyName;
  readonly level: Level;
  /** A whole number ≥ 0; everything random follows from it. */
  readonly seed: number;
  /** Number of the variant, from 1. */
  readonly index: number;
  /** SHA-256 of the source file, 64 lower-case hex digits. */
  readonly sourceSha256: string;
  readonly facts: MediaFacts;
  /** Second media to draw from, in any order. @default the generated set, the same on every machine */
  readonly assets?: readonly AssetFacts[] | undefined;
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
