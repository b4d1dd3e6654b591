import type { Catalogue } from '../catalogue/create-catalogue.ts';
import type { Layer, Transformation } from '../catalogue/transformation.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { RandomStream } from '../random-stream.ts';
import { oppose } from '../strategies/arrange-steps.ts';
import { levelWithin } from '../strategies/distance-budget.ts';
import { DrawnSteps } from '../strategies/drawn-steps.ts';
import { lowersQuality, mild } from '../strategies/enhanced-metrics.ts';
import type { DrawRequest } from '../strategies/strategy.ts';

/** What a chain is changed with. */
export interface MutationRequest extends DrawRequest {
  /** The chain that is changed. */
  readonly steps: readonly PlanStep[];
  /** What has the transformations of the steps. */
  readonly catalogue: Catalogue;
  /** Fewest steps that dropping may leave. */
  readonly minSteps: number;
  /** Whether the chain lowers the quality too far, so that what lowers it is to be changed. */
  readonly tooLow: boolean;
}

/** Most changes at a time. */
const mostChanges = 3;

/** Layers whose steps measures of the picture can see. */
const seen: ReadonlySet<Layer> = new Set(['geometry', 'colour', 'texture', 'overlay']);

/**
 * Changes a few steps of a chain: replaces one by another of its layer, draws its parameters again, or drops it. The
 * others keep their parameters and their order, but for those that the changed ones leave no room for.
 *
 * @returns `null` where what was drawn gives no chain that is long enough.
 */
export function mutateSteps(request: MutationRequest): readonly PlanStep[] | null {
  const { random, steps, minSteps, catalogue } = request;
  const least = Math.min(minSteps, steps.length);
  let chain = steps.flatMap(step => keep(step, catalogue));
  for (let changes = random.integer([1, mostChanges]); changes > 0; changes -= 1) {
    chain = changeOne(chain, least, request);
  }
  const drawn = new DrawnSteps({ ...request, level: levelWithin(chain, request.level) });
  for (const transformation of chain) drawn.tryAdd(transformation);
  return drawn.steps.length < least ? null : drawn.steps;
}

/** The transformation of a step, which draws nothing but the step's own parameters. */
function keep({ name, params }: PlanStep, catalogue: Catalogue): readonly Transformation[] {
  const transformation = catalogue.find(name);
  return transformation === null ? [] : [{ ...transformation, sample: () => params }];
}

function changeOne(
  chain: readonly Transformation[],
  least: number,
  request: MutationRequest,
): Transformation[] {
  const { random } = request;
  const place = choosePlace(random, chain, request.tooLow);
  const old = chain[place];
  if (old === undefined) return [...chain];
  const change = random.pick(['replace', 'redraw', 'drop']);
  if (change === 'drop' && chain.length > least) return chain.toSpliced(place, 1);
  const rest = chain.toSpliced(place, 1);
  const others = change === 'replace' ? alternatives(old, rest, request.candidates) : [];
  const next = random.shuffle(others)[0] ?? request.candidates.find(({ name }) => name === old.name);
  return next === undefined ? [...chain] : chain.with(place, mild(next));
}

/** The place of a step that measures see; of one that lowers the quality where that is too low. */
function choosePlace(random: RandomStream, chain: readonly Transformation[], tooLow: boolean): number {
  const places = random.shuffle([...chain.keys()]);
  const at = (suits: (layer: Layer) => boolean) =>
    places.find(place => suits(chain[place]?.layer ?? 'encoding'));
  return (tooLow ? at(lowersQuality) : undefined) ?? at(layer => seen.has(layer)) ?? places[0] ?? -1;
}

/** Transformations of the same layer that can stand in the same place. */
function alternatives(
  old: Transformation,
  rest: readonly Transformation[],
  candidates: readonly Transformation[],
): readonly Transformation[] {
  return candidates.filter(
    one =>
      one.layer === old.layer &&
      one.immovable === old.immovable &&
      one.name !== old.name &&
      !rest.some(other => other.name === one.name || oppose(one, other)),
  );
}
