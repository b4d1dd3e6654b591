import { findTransformation } from '../catalogue/added-transformations.ts';
import type { Effect, Layer } from '../catalogue/transformation.ts';
import { normalizedFacts } from '../compile/normalize-source.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { Plan } from './plan.ts';

const placingLayers: ReadonlySet<Layer> = new Set(['geometry', 'time']);

/**
 * The plan with those steps alone that decide what is where and when: geometry, time, and whatever else changes the size
 * of the picture, its place or its course. What it makes of a source is what a variant would be without its other steps.
 *
 * @param facts - of the source.
 */
export function placementOf(plan: Plan, facts: MediaFacts): Plan {
  let current = normalizedFacts(facts);
  const steps = plan.steps.filter(({ name, params }) => {
    const transformation = findTransformation(name);
    const effect = transformation?.effect?.(current, params);
    const places =
      transformation === null ||
      transformation.places === true ||
      placingLayers.has(transformation.layer) ||
      movesPicture(current, effect);
    if (places) current = effect?.facts ?? current;
    return places;
  });
  return { ...plan, steps };
}

function movesPicture(before: MediaFacts, effect: Effect | undefined): boolean {
  if (effect === undefined) return false;
  const [from, to] = [before.video, effect.facts.video];
  return (
    effect.segments !== undefined ||
    (['width', 'height', 'frameCount'] as const).some(figure => from[figure] !== to[figure])
  );
}
