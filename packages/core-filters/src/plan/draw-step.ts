import type { AssetFacts } from '../assets/asset-facts.ts';
import type { Level, Transformation } from '../catalogue/transformation.ts';
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

/** How often the parameters of a step are drawn before it is left out. */
const draws = 8;

/**
 * Draws parameters for a step until they fit.
 *
 * @param accepts - what else decides whether they do.
 * @returns the step, or why there are no parameters that fit.
 */
export function drawStep(
  transformation: Transformation,
  { random, facts, level, assets }: StepDrawing,
  accepts: (walked: WalkedStep) => boolean = () => true,
): WalkedStep | string {
  const never = transformation.impossible?.(facts) ?? null;
  if (never !== null) return never;
  let reason = 'no parameters fit';
  for (let attempt = 0; attempt < draws; attempt++) {
    // Parsing rounds the parameters to their grid, and proves that no sampler leaves its ranges.
    const params = transformation.params.parse(transformation.sample(random, facts, level, assets));
    const walked = new WalkedStep({ name: transformation.name, params }, transformation, facts);
    const { impossible } = walked;
    if (impossible === null && accepts(walked)) return walked;
    reason = impossible ?? reason;
  }
  return reason;
}
