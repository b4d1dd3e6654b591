import type { AssetFacts } from '../assets/asset-facts.ts';
import type { Level } from '../catalogue/level.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { RandomStream } from '../random-stream.ts';
import { WalkedStep } from './walk-steps.ts';

/** What the parameters of a step are drawn from. */
export interface StepDrawing {
  readonly random: RandomStream;
  /** Facts of what the step is applied to. */
  readonly facts: MediaFacts;
  readonly level: Level;
  /** @default the generated set */
  readonly assets?: readonly AssetFacts[] | undefined;
}

/** Parameters that come from elsewhere than the transformation's sampler. */
export interface OwnParams {
  /** @param sampled - what the sampler has drawn */
  draw(random: RandomStream, sampled: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** Whether they are all, so that the sampler is not asked. */
  readonly isWhole: boolean;
}

/** How often the parameters of a step are drawn before it is left out. */
const draws = 8;

/**
 * Draws parameters for a step until they fit.
 *
 * @param accepts - what else decides whether they do.
 * @param own - parameters in the place of those that are sampled.
 * @returns the step, or why there are no parameters that fit.
 */
export function drawStep(
  transformation: Transformation,
  { random, facts, level, assets }: StepDrawing,
  accepts: (walked: WalkedStep) => boolean = () => true,
  own?: OwnParams,
): WalkedStep | string {
  const never = transformation.impossible?.(facts) ?? null;
  if (never !== null) return never;
  let reason = 'no parameters fit';
  for (let attempt = 0; attempt < draws; attempt++) {
    const sampled = own?.isWhole ? {} : transformation.sample(random, facts, level, assets);
    // Parsing rounds the parameters to their grid, and proves that no sampler leaves its ranges.
    const parsed = transformation.params.safeParse({ ...sampled, ...own?.draw(random, sampled) });
    if (!parsed.success) {
      if (own === undefined) throw parsed.error;
      reason = parsed.error.issues[0]?.message ?? reason;
      continue;
    }
    const walked = new WalkedStep({ name: transformation.name, params: parsed.data }, transformation, facts);
    const { impossible } = walked;
    if (impossible === null && accepts(walked)) return walked;
    reason = impossible ?? reason;
  }
  return reason;
}
