import type { Catalogue } from '../catalogue/create-catalogue.ts';
import type { Layer } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import type { Plan } from './plan.ts';
import { type WalkedStep, walkSteps } from './walk-steps.ts';

const placingLayers: ReadonlySet<Layer> = new Set(['geometry', 'time']);

/**
 * The plan with those steps alone that decide what is where and when: geometry, time, and whatever else changes the size
 * of the picture, its place or its course. What it makes of a source is what a variant would be without its other steps.
 *
 * @param facts - of the source.
 * @param catalogue - what has the transformations of the steps
 */
export function placementOf(plan: Plan, facts: MediaFacts, catalogue?: Catalogue): Plan {
  const walk = { facts: normalizedFacts(facts), catalogue, keeps: places };
  return { ...plan, steps: Array.from(walkSteps(plan.steps, walk), ({ step }) => step) };
}

function places(walked: WalkedStep): boolean {
  const { transformation } = walked;
  if (transformation === null || transformation.places === true) return true;
  return placingLayers.has(transformation.layer) || changesSizeOrTime(walked);
}

function changesSizeOrTime({ before, effect }: WalkedStep): boolean {
  if (effect === null) return false;
  const [from, to] = [before.video, effect.facts.video];
  return (
    effect.segments !== undefined ||
    (['width', 'height', 'frameCount'] as const).some(figure => from[figure] !== to[figure])
  );
}
