import { lacksAssets } from '../assets/asset-facts.ts';
import { builtInCatalogue, type Catalogue, modulesOf } from '../catalogue/create-catalogue.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { type RandomStream, randomStream } from '../random-stream.ts';
import { drawStep, type StepDrawing } from './draw-step.ts';
import {
  type ChainRequest,
  type Plan,
  PlanInvalidError,
  type PlanProblem,
  type PlanStep,
  planFormatVersion,
  type RejectedStep,
} from './plan.ts';
import { WalkedStep } from './walk-steps.ts';

/** A step of a custom chain: with parameters, or without them, to have them drawn. */
export interface WantedStep {
  /** Name of a transformation of the catalogue. */
  readonly name: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** One of several chains, chosen for each variant. */
export interface Choice {
  readonly oneOf: readonly (readonly PlanElement[])[];
}

/** What a custom chain is made of. */
export type PlanElement = WantedStep | Choice;

/** A custom chain, from which the plan of each variant is drawn. */
export interface PlanTemplate {
  /**
   * The plan of one variant. The same request gives the same plan on every machine. Steps that the source does not
   * allow are listed in `rejected` with the reason.
   */
  draw(request: ChainRequest): Plan;
  /** What its steps are looked up in, and so what its plans have to be compiled with. @default builtInCatalogue */
  readonly catalogue?: Catalogue;
}

/**
 * Composes a custom chain, in the order in which the steps are to act.
 *
 * @example
 * definePlan([{ name: 'crop' }, oneOf({ name: 'rotate', params: { degrees: 5, colour: '000000' } }, { name: 'shear' })])
 * @param catalogue - what has the transformations of the steps
 * @throws PLAN_INVALID - for an unknown name or parameters outside their ranges, with the path of each.
 */
export function definePlan(
  elements: readonly PlanElement[],
  catalogue: Catalogue = builtInCatalogue,
): PlanTemplate {
  const problems: PlanProblem[] = [];
  const checked = elements.map((element, index) => check(element, `[${index}]`, { problems, catalogue }));
  if (problems.length > 0) throw new PlanInvalidError(problems);
  return {
    catalogue,
    draw(request) {
      const { level, seed, index, sourceSha256, facts, assets } = request;
      const random = randomStream({ seed, source: sourceSha256, index, strategy: 'custom' });
      const wanted = checked.flatMap(element => choose(element, random));
      const { steps, rejected } = drawSteps(
        wanted,
        { random, level, facts: normalizedFacts(facts), assets },
        catalogue,
      );
      const modules = modulesOf(steps, catalogue);
      return {
        ...{ formatVersion: planFormatVersion, strategy: 'custom', level, seed, index },
        ...(modules.length === 0 ? {} : { modules }),
        ...{ source: { sha256: sourceSha256 }, steps, rejected },
      };
    },
  };
}

/** One of several steps or chains of steps, chosen for each variant. */
export function oneOf(...choices: readonly (PlanElement | readonly PlanElement[])[]): Choice {
  return { oneOf: choices.map(choice => ('name' in choice || 'oneOf' in choice ? [choice] : choice)) };
}

interface Checking {
  readonly problems: PlanProblem[];
  readonly catalogue: Catalogue;
}

function check(element: PlanElement, path: string, checking: Checking): PlanElement {
  const { problems, catalogue } = checking;
  if ('oneOf' in element) {
    if (element.oneOf.length === 0)
      problems.push({ path: `${path}.oneOf`, message: 'nothing to choose from' });
    return {
      oneOf: element.oneOf.map((chain, at) =>
        chain.map((one, index) => check(one, `${path}.oneOf[${at}][${index}]`, checking)),
      ),
    };
  }
  const transformation = catalogue.find(element.name);
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

function drawSteps(
  wanted: readonly WantedStep[],
  drawing: StepDrawing,
  catalogue: Catalogue,
): { readonly steps: readonly PlanStep[]; readonly rejected: readonly RejectedStep[] } {
  const steps: PlanStep[] = [];
  const rejected: RejectedStep[] = [];
  let { facts } = drawing;
  for (const one of wanted) {
    const drawn = drawWanted(one, { ...drawing, facts }, catalogue);
    if (typeof drawn === 'string') {
      rejected.push({ name: one.name, reason: drawn });
      continue;
    }
    steps.push(drawn.step);
    facts = drawn.after;
  }
  return { steps, rejected };
}

/** The step with parameters that the facts allow, or the reason why there is none. */
function drawWanted(
  { name, params }: WantedStep,
  drawing: StepDrawing,
  catalogue: Catalogue,
): WalkedStep | string {
  const transformation = catalogue.find(name);
  if (transformation !== null && params === undefined) {
    const lacking =
      drawing.assets === undefined ? null : lacksAssets(drawing.assets, transformation.assetKinds);
    return transformation.impossible?.(drawing.facts) ?? lacking ?? drawStep(transformation, drawing);
  }
  const walked = new WalkedStep({ name, params: params ?? {} }, transformation, drawing.facts);
  return transformation?.impossible?.(drawing.facts) ?? walked.impossible ?? walked;
}
