import { builtInCatalogue, type Catalogue } from '../catalogue/create-catalogue.ts';
import { type Level, levelPositions, positionOf } from '../catalogue/level.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import type { ChainRequest, Plan } from '../plan/plan.ts';
import { randomStream, steadyStream } from '../random-stream.ts';
import type { PlanTemplate } from '../recipe/define-plan.ts';
import type { CatalogueSelection } from '../strategies/candidates.ts';
import { distanceBudget, distanceTogether, levelOfBudget } from '../strategies/distance-budget.ts';
import { DrawnSteps } from '../strategies/drawn-steps.ts';
import { mild } from '../strategies/enhanced-metrics.ts';
import { beginPlan } from '../strategies/generate-plan.ts';
import { strategies } from '../strategies/strategies.ts';
import type { StrategyName } from '../strategies/strategy.ts';
import { aimOf, type Target } from './target.ts';

/** What the plans of a search for a target are drawn from. */
export interface TargetRequest extends CatalogueSelection, Omit<ChainRequest, 'dial'> {
  readonly target: Target;
  /** What chains are drawn by; a template goes before it. */
  readonly strategy: StrategyName;
  readonly template?: PlanTemplate | null | undefined;
  /** What is drawn from. @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
}

/** A chain whose choices stay and whose strength can be changed. */
export interface PlanDial {
  /** The plan at a strength, 0..1. */
  plan(strength: number): Plan;
  /** Bits by which its steps are expected to move a hash, by what transformations declare. */
  bits(strength: number): number;
}

/** Which chain is drawn. */
export interface DialChoice {
  /** Number of the draw, from 1. */
  readonly draw: number;
  /** How much milder it is drawn than the first, as draws before it were too strong at their mildest; below 0: stronger, as they were too mild at their strongest. */
  readonly ease: number;
}

/** A chain that shall be near the target is drawn with so much of its bits at its mildest, so that there is room on both sides. */
const shareAtMildest = 0.8;

/** What is left of that each time when chains were too strong all the same. */
export const shareOfEase = 0.6;

/** Bits beyond which a flipped picture is no further away than others. */
const flippedBits = 110;

/** Further draws of a template that are tried to find one which does not turn the picture. */
const unturnedTries = 20;

/** The chain of a draw. The same request and choice give the same plans on every machine. */
export function planDial(request: TargetRequest, choice: DialChoice): PlanDial {
  const { template } = request;
  const own = known.get(request) ?? new Map<string, PlanDial>();
  known.set(request, own);
  const name = `${choice.draw} ${choice.ease}`;
  const dial =
    own.get(name) ??
    (template === null || template === undefined
      ? strategyDial(request, choice)
      : templateDial(request, template, choice));
  own.set(name, dial);
  return dial;
}

/** A search asks for the same draws again and again, and what is random in them is the same each time. */
const known = new WeakMap<TargetRequest, Map<string, PlanDial>>();

function strategyDial(request: TargetRequest, { draw, ease }: DialChoice): PlanDial {
  const { strategy: name, seed, sourceSha256: source, index, catalogue = builtInCatalogue } = request;
  const { drawing, withChain } = beginPlan(request);
  const strategy = strategies[name];
  const key = { seed, source, index, strategy: name, draw };
  const unturned = drawing.candidates.filter(one => !one.turnsPicture);
  const candidates = isNear(request.target) && unturned.length > 0 ? unturned : drawing.candidates;
  const bits = bitsOf(request);
  const { steps, rejected } = strategy.draw({
    ...{ ...drawing, candidates, random: randomStream(key) },
    level: ease < 0 ? 'strong' : levelFor(bits, request.level),
    budget: ease < 0 ? Number.POSITIVE_INFINITY : bits * shareAtMildest * shareOfEase ** ease,
  });
  const chain = steps.flatMap(step => catalogue.find(step.name) ?? []);
  return {
    plan(strength) {
      const drawn = new DrawnSteps({ ...drawing, random: randomStream(key), level: strength });
      for (const [place, transformation] of chain.entries()) {
        const random = steadyStream({ ...key, step: place + 1 });
        const one = strategy.measured === true ? mild(transformation) : transformation;
        // What one step draws must not change what the next one does.
        drawn.tryAdd({ ...one, sample: (_, ...from) => one.sample(random, ...from) });
      }
      return withChain({ steps: drawn.steps, rejected });
    },
    bits: strength => distanceTogether(chain, strength),
  };
}

function templateDial(request: TargetRequest, template: PlanTemplate, { draw }: DialChoice): PlanDial {
  const {
    target: _,
    strategy: __,
    template: ___,
    catalogue: ____,
    only: _____,
    exclude: ______,
    ...rest
  } = request;
  const catalogue = template.catalogue ?? builtInCatalogue;
  const stepsOf = (plan: Plan): readonly Transformation[] =>
    plan.steps.flatMap(({ name }) => catalogue.find(name) ?? []);
  const first = (draw - 1) * unturnedTries + 1;
  const plan = (number: number, strength: number) =>
    template.draw({ ...rest, dial: { draw: number, strength } });
  const numbers = Array.from({ length: unturnedTries }, (_, tried) => first + tried);
  const isUnturned = (number: number) => !stepsOf(plan(number, 0.5)).some(one => one.turnsPicture);
  const number = isNear(request.target) ? (numbers.find(isUnturned) ?? first) : first;
  return {
    plan: strength => plan(number, strength),
    bits: strength => distanceTogether(stepsOf(plan(number, strength)), strength),
  };
}

/** Whether a flipped picture is too far for the target, compared as it is. */
function isNear({ distance }: Target): boolean {
  return distance !== undefined && distance.to < flippedBits;
}

/** Bits that chains for a target are drawn for. Half of the frames match where distances are 31 on average. */
function bitsOf({ target: { distance, match }, level }: TargetRequest): number {
  if (distance !== undefined) return Math.max(1, aimOf('distance', distance));
  if (match !== undefined) return 31 + (50 - aimOf('match', match)) / 3;
  return Math.min(distanceBudget(level), distanceBudget(levelPositions.medium - 1e-6));
}

function levelFor(bits: number, asked: Level): Level {
  const level = levelOfBudget(bits);
  return positionOf(level) < levelPositions.medium
    ? level
    : Math.max(levelPositions.medium, positionOf(asked));
}
