import type { Catalogue } from '../catalogue/create-catalogue.ts';
import type { Layer } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import type { Plan } from '../plan/plan.ts';
import { type WalkedStep, walkSteps } from '../plan/walk-steps.ts';

const unseen: ReadonlySet<Layer> = new Set(['time', 'audio', 'encoding']);

/**
 * The plan with those steps alone that change frames one by one: neither timing nor audio nor encoder. What it makes of a
 * few frames shows how a variant will look, whatever the rest of the plan does with time.
 *
 * @param facts - of the frames that the plan is for.
 * @param catalogue - what has the transformations of the steps
 */
export function picturePartOf(plan: Plan, facts: MediaFacts, catalogue?: Catalogue): Plan {
  const walk = { facts: normalizedFacts(facts), catalogue, keeps: changesFrames };
  return { ...plan, steps: Array.from(walkSteps(plan.steps, walk), ({ step }) => step) };
}

function changesFrames(walked: WalkedStep): boolean {
  const { transformation } = walked;
  if (transformation === null || unseen.has(transformation.layer)) return false;
  return walked.impossible === null && walked.effect?.segments === undefined;
}
