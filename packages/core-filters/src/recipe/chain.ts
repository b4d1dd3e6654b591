import type { AssetFacts } from '../assets/asset-facts.ts';
import { lacksAssets } from '../assets/asset-facts.ts';
import type { Level } from '../catalogue/level.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import { drawStep, type StepDrawing } from '../plan/draw-step.ts';
import type { PlanStep, RejectedStep } from '../plan/plan.ts';
import type { WalkedStep } from '../plan/walk-steps.ts';
import { type RandomStream, steadyStream } from '../random-stream.ts';
import { dialParams, drawParams, type GivenParams, givenAssets } from './given-params.ts';
import type { ChainOrder } from './recipe.ts';

/** A chain with its choices, checked, in which recipes that were named are the chains themselves. */
export interface Chain {
  readonly order: ChainOrder;
  readonly elements: readonly ChainElement[];
  /** The level at which its parameters are drawn; absent: that of what it stands in. */
  readonly level?: Level | undefined;
}

/** A step, or a number of chains to choose from. */
export type ChainElement = ChainStep | ChainChoice;

/** A step that may be drawn. */
export interface ChainStep {
  readonly transformation: Transformation;
  /** `null`: every parameter is sampled. */
  readonly given: GivenParams | null;
  readonly probability: number;
}

/** Chains of which some are drawn, none of them twice. */
export interface ChainChoice {
  readonly choices: readonly Chain[];
  readonly count: readonly [fewest: number, most: number];
  readonly order: ChainOrder;
  readonly probability: number;
}

interface ChosenStep extends ChainStep {
  readonly level: Level;
}

/** What a chain is drawn from. */
export interface ChainDrawing extends StepDrawing {
  /** Assets by the names that parameters may have for them. */
  readonly files: ReadonlyMap<string, AssetFacts>;
  /** How strong steps are whose chain states no level, and what their separate streams are made of. @default the level alone */
  readonly dial?: { readonly strength: number; readonly key: Readonly<Record<string, string | number>> };
}

/** Makes all choices of a chain, and then draws its steps in their order. What the facts do not allow is left out with the reason. */
export function drawChain(
  chain: Chain,
  { dial, ...drawing }: ChainDrawing,
): { readonly steps: readonly PlanStep[]; readonly rejected: readonly RejectedStep[] } {
  const steps: PlanStep[] = [];
  const rejected: RejectedStep[] = [];
  let { facts } = drawing;
  const outer = dial?.strength ?? drawing.level;
  for (const [place, { level, ...chosen }] of [...chooseSteps(chain, drawing.random, outer)].entries()) {
    // With a dial, what one step draws must not change what the next one does.
    const random = dial === undefined ? drawing.random : steadyStream({ ...dial.key, step: place + 1 });
    const drawn = drawChosen(chosen, { ...drawing, random, level, facts, strength: dial?.strength });
    if (typeof drawn === 'string') {
      rejected.push({ name: chosen.transformation.name, reason: drawn });
      continue;
    }
    steps.push(drawn.step);
    facts = drawn.after;
  }
  return { steps, rejected };
}

function* chooseSteps(chain: Chain, random: RandomStream, outer: Level): Generator<ChosenStep> {
  const { level = outer } = chain;
  const elements = chain.order === 'random' ? random.shuffle(chain.elements) : chain.elements;
  for (const element of elements) {
    if (!happens(element.probability, random)) continue;
    if ('transformation' in element) yield { ...element, level };
    else for (const chosen of chosenOf(element, random)) yield* chooseSteps(chosen, random, level);
  }
}

/** Random numbers are whole, so that they are the same on every machine. */
function happens(probability: number, random: RandomStream): boolean {
  const grain = 1_000_000_000;
  return probability === 1 || random.integer([1, grain]) <= Math.round(probability * grain);
}

function chosenOf({ choices, count, order }: ChainChoice, random: RandomStream): readonly Chain[] {
  const [fewest, most] = count;
  const wanted = fewest === most ? most : random.integer([fewest, most]);
  const places = choices.map((_, place) => place);
  for (let at = 0; at < wanted; at++) {
    const other = random.integer([at, places.length - 1]);
    [places[at], places[other]] = [places[other] ?? 0, places[at] ?? 0];
  }
  const chosen = places.slice(0, wanted);
  if (order === 'fixed') chosen.sort((one, other) => one - other);
  return chosen.flatMap(place => choices[place] ?? []);
}

/** The step with parameters that the facts allow, or the reason why there is none. */
function drawChosen(
  { transformation, given }: ChainStep,
  { files, strength, ...drawing }: Omit<ChainDrawing, 'dial'> & { readonly strength: number | undefined },
): WalkedStep | string {
  const { assetKinds } = transformation;
  const named = given === null ? [] : givenAssets(given, files);
  const own = named.filter(asset => asset !== undefined);
  if (own.length < named.length) return 'the asset that is named is not there';
  // The sampler draws an asset as well, which the given one then replaces.
  const assets = own.length > 0 ? own : drawing.assets;
  const lacking = given?.isWhole || assets === undefined ? null : lacksAssets(assets, assetKinds);
  const never = transformation.impossible?.(drawing.facts) ?? lacking;
  if (never !== null) return never;
  if (given === null) return drawStep(transformation, drawing);
  return drawStep(transformation, { ...drawing, assets }, undefined, {
    isWhole: given.isWhole,
    draw: (random, sampled) => {
      const params = drawParams(given, random, files);
      if (strength === undefined) return params;
      return dialParams(transformation, given, { ...sampled, ...params }, strength);
    },
  });
}
