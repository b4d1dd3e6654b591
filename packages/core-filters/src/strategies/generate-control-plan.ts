import { builtInCatalogue, modulesOf } from '../catalogue/create-catalogue.ts';
import { resize } from '../catalogue/geometry/resize.ts';
import { frameRate } from '../catalogue/time/frame-rate.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { rationalToNumber } from '../facts/rational.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { walkSteps } from '../plan/walk-steps.ts';
import { type GenerateRequest, generatePlan } from './generate-plan.ts';

/**
 * Draws the plan of a control: an unedited re-encode whose size, frame rate and encoder settings follow the same
 * distribution as those of variants. A chain is drawn as for a variant, from a separate random stream; of it only what the
 * container and the encoder show is kept. Time is left alone, so the control's segment map is the identity.
 *
 * @throws SELECTION_UNKNOWN - for an `only` or `exclude` entry that is neither a transformation nor a layer.
 */
export function generateControlPlan(request: GenerateRequest): Plan {
  // Variants are numbered from 1, so a number below names a stream that no variant has.
  const drawn = generatePlan({ ...request, index: -request.index });
  const before = normalizedFacts(request.facts);
  const { catalogue = builtInCatalogue } = request;
  const after = [...walkSteps(drawn.steps, { facts: before, catalogue })].at(-1)?.after ?? before;
  const steps = [
    ...rateStep(before, after),
    ...sizeStep(before, after),
    ...drawn.steps.filter(({ name }) => catalogue.find(name)?.layer === 'encoding'),
  ];
  const { modules: _, ...control } = drawn;
  const modules = modulesOf(steps, catalogue);
  return {
    ...control,
    ...(modules.length === 0 ? {} : { modules }),
    index: request.index,
    strategy: `${drawn.strategy}_control`,
    steps,
    rejected: [],
  };
}

function rateStep(before: MediaFacts, after: MediaFacts): readonly PlanStep[] {
  const factor = rationalToNumber(after.video.frameRate) / rationalToNumber(before.video.frameRate);
  return factor === 1 ? [] : stepOf(frameRate, before, { factor });
}

function sizeStep(
  { video: before, ...facts }: MediaFacts,
  { video: after }: MediaFacts,
): readonly PlanStep[] {
  if (after.width === before.width && after.height === before.height) return [];
  // Upwards, since the step itself rounds down to even sizes.
  const factor = (wanted: number, given: number): number => Math.ceil((1000 * wanted) / given) / 1000;
  const params = { width: factor(after.width, before.width), height: factor(after.height, before.height) };
  return stepOf(resize, { ...facts, video: before }, params);
}

/** A step, unless its transformation cannot go as far. */
function stepOf(
  transformation: Transformation,
  facts: MediaFacts,
  wanted: Readonly<Record<string, number>>,
): readonly PlanStep[] {
  const params = transformation.params.safeParse(wanted);
  const possible = params.success && (transformation.impossible?.(facts, params.data) ?? null) === null;
  return possible ? [{ name: transformation.name, params: params.data }] : [];
}
