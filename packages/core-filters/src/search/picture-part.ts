import type { Catalogue } from '../catalogue/create-catalogue.ts';
import type { Layer } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import type { Plan } from '../plan/plan.ts';
import { type WalkedStep, walkSteps } from '../plan/walk-steps.ts';

const unseen: ReadonlySet<Layer> = new Set(['audio', 'encoding']);

/**
 * The plan with those steps alone that change frames one by one: neither timing nor audio nor encoder. What it makes of a
 * few frames shows how a variant will look, whatever the rest of the plan does with time.
 *
 * @param facts - of the frames that the plan is for.
 * @param catalogue - what has the transformations of the steps
 */
export function picturePartOf(plan: Plan, facts: MediaFacts, catalogue?: Catalogue): Plan {
  return partOf(plan, facts, catalogue, changesFrames);
}

/**
 * The plan with those steps alone that decide which frames are seen, when and how: neither audio nor encoder.
 *
 * @param facts - of the frames that the plan is for.
 * @param catalogue - what has the transformations of the steps
 */
export function videoPartOf(plan: Plan, facts: MediaFacts, catalogue?: Catalogue): Plan {
  return partOf(plan, facts, catalogue, changesVideo);
}

function partOf(
  plan: Plan,
  facts: MediaFacts,
  catalogue: Catalogue | undefined,
  keeps: (walked: WalkedStep) => boolean,
): Plan {
  const walk = { facts: normalizedFacts(facts), catalogue, keeps };
  return { ...plan, steps: Array.from(walkSteps(plan.steps, walk), ({ step }) => step) };
}

function changesFrames(walked: WalkedStep): boolean {
  return (
    changesVideo(walked) && walked.transformation?.layer !== 'time' && walked.effect?.segments === undefined
  );
}

function changesVideo({ transformation, impossible }: WalkedStep): boolean {
  if (transformation === null || unseen.has(transformation.layer)) return false;
  return impossible === null;
}
