import { findTransformation } from '../catalogue/added-transformations.ts';
import type { Layer } from '../catalogue/transformation.ts';
import { normalizedFacts } from '../compile/normalize-source.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { Plan } from '../plan/plan.ts';

const unseen: ReadonlySet<Layer> = new Set(['time', 'audio', 'encoding']);

/**
 * The plan with those steps alone that change frames one by one: neither timing nor sound nor encoder. What it makes of a
 * few frames shows how a variant will look, whatever the rest of the plan does with time.
 *
 * @param facts - of the frames that the plan is for.
 */
export function picturePartOf(plan: Plan, facts: MediaFacts): Plan {
  let current = normalizedFacts(facts);
  const steps = plan.steps.filter(({ name, params }) => {
    const transformation = findTransformation(name);
    if (transformation === null || unseen.has(transformation.layer)) return false;
    if ((transformation.impossible?.(current, params) ?? null) !== null) return false;
    const effect = transformation.effect?.(current, params);
    if (effect?.segments !== undefined) return false;
    current = effect?.facts ?? current;
    return true;
  });
  return { ...plan, steps };
}
