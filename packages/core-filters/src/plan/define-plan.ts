import type { AssetFacts } from '../assets/asset-facts.ts';
import { lacksAssets } from '../assets/draw-asset.ts';
import { findTransformation, moduleOf } from '../catalogue/added-transformations.ts';
import type { Level, Transformation } from '../catalogue/transformation.ts';
import { normalizedFacts } from '../compile/normalize-source.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { type RandomStream, randomStream } from '../random/random-stream.ts';
import type { ChainRequest } from './chain-request.ts';
import { PlanInvalidError, type PlanProblem } from './errors.ts';
import { type Plan, type PlanStep, planFormatVersion, type RejectedStep } from './plan.ts';

/** A step of a chain of your own: with parameters, or without them, to have them drawn. */
export interface WantedStep {
  /** Name of a transformation of the catalogue, or of one that `addTransformations` has added. */
  readonly name: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** One of several chains, chosen anew for each variant. */
export interface Choice {
  readonly oneOf: readonly (readonly PlanElement[])[];
}

/** What a chain of your own is made of. */
export type PlanElement = WantedStep | Choice;

/** A chain of your own, from which the plan of each variant is drawn. */
export interface PlanTemplate {
  /**
   * The plan of one variant. The same request gives the same plan on every machine. Steps that the source does not
   * allow are listed in `rejected` with the reason.
   */
  draw(request: ChainRequest): Plan;
}

/** How often the parameters of a step are drawn before it is left out. */
const draws = 8;

/**
 * Composes a chain of your own, in the order in which the steps are to act.
 *
 * @example
 * definePlan([{ name: 'crop' }, oneOf({ name: 'rotate', params: { degrees: 5, colour: '000000' } }, { name: 'shear' })])
 * @throws PLAN_INVALID - for an unknown name or parameters outside their ranges, with the path of each.
 */
export function definePlan(elements: readonly PlanElement[]): PlanTemplate {
  const problems: PlanProblem[] = [];
  const checked = elements.map((element, index) => check(element, `[${index}]`, problems));
  if (problems.length > 0) throw new PlanInvalidError(problems);
  return {
    draw(request) {
      const { level, seed, index, sourceSha256, facts, assets } = request;
      const random = randomStream({ seed, source: sourceSha256, index, strategy: 'custom' });
      const wanted = checked.flatMap(element => choose(element, random));
      const { steps, rejected } = drawSteps(wanted, { random, level, facts: normalizedFacts(facts), assets });
      const modules = [...new Set(steps.flatMap(({ name }) => moduleOf(name) ?? []))].sort();
      return {
        ...{ formatVersion: planFormatVersion, strategy: 'custom', level, seed, index },
        ...(modules.length === 0 ? {} : { modules }),
        ...{ source: { sha256: sourceSha256 }, steps, rejected },
      };
    },
  };
}

/** One of several steps or chains of steps, chosen anew for each variant. */
export function oneOf(...choices: readonly (PlanElement | readonly PlanElement[])[]): Choice {
  return { oneOf: choices.map(choice => ('name' in choice || 'oneOf' in choice ? [choice] : choice)) };
}

function check(element: PlanElement, path: string, problems: PlanProblem[]): PlanElement {
  if ('oneOf' in element) {
    if (element.oneOf.length === 0)
      problems.push({ path: `${path}.oneOf`, message: 'nothing to choose from' });
    return {
      oneOf: element.oneOf.map((chain, at) =>
        chain.map((one, index) => check(one, `${path}.oneOf[${at}][${index}]`, problems)),
      ),
    };
  }
  const transformation = findTransformation(element.name);
  if (transformation === null) {
    problems.push({
      path: `${path}.name`,
      message: `no transformation is called ${JSON.stringify(element.name)}`,
    });
    return element;
  }
  if (element.params === undefined) return element;
  const params = transformation.params.safeParse(element.params);
  if (params.success) return { name: element.name, params: params.data };
  for (const issue of params.error.issues)
    problems.push({ path: [`${path}.params`, ...issue.path.map(String)].join('.'), message: issue.message });
  return element;
}

function choose(element: PlanElement, random: RandomStream): readonly WantedStep[] {
  if (!('oneOf' in element)) return [element];
  const chosen = element.oneOf[random.integer([0, element.oneOf.length - 1])] ?? [];
  return chosen.flatMap(one => choose(one, random));
}

interface Surroundings {
  readonly random: RandomStream;
  readonly level: Level;
  readonly facts: MediaFacts;
  readonly assets: readonly AssetFacts[] | undefined;
}

function drawSteps(
  wanted: readonly WantedStep[],
  surroundings: Surroundings,
): { readonly steps: readonly PlanStep[]; readonly rejected: readonly RejectedStep[] } {
  const steps: PlanStep[] = [];
  const rejected: RejectedStep[] = [];
  let { facts } = surroundings;
  for (const { name, params: given } of wanted) {
    const transformation = findTransformation(name);
    if (transformation === null) continue;
    const drawn = drawParams(transformation, given, { ...surroundings, facts });
    if (typeof drawn === 'string') rejected.push({ name, reason: drawn });
    else {
      steps.push({ name, params: drawn });
      facts = transformation.effect?.(facts, drawn).facts ?? facts;
    }
  }
  return { steps, rejected };
}

/** Parameters that the facts allow, or the reason why there are none. */
function drawParams(
  transformation: Transformation,
  given: Readonly<Record<string, unknown>> | undefined,
  { random, level, facts, assets }: Surroundings,
): Readonly<Record<string, unknown>> | string {
  const unequipped = given === undefined && assets !== undefined;
  const lacking = unequipped ? lacksAssets(assets, transformation.assetKinds) : null;
  const never = transformation.impossible?.(facts) ?? lacking;
  if (never !== null) return never;
  let reason: string | null = null;
  for (let attempt = 0; attempt < (given === undefined ? draws : 1); attempt++) {
    const params = transformation.params.parse(given ?? transformation.sample(random, facts, level, assets));
    reason = transformation.impossible?.(facts, params) ?? null;
    if (reason === null) return params;
  }
  return reason ?? 'no parameters fit';
}
