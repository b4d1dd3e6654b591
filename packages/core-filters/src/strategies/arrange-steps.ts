import type { AssetFacts } from '../assets/asset-facts.ts';
import { hashDistanceOf } from '../catalogue/hash-distance.ts';
import type { Level } from '../catalogue/level.ts';
import type { Layer, Transformation } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { RandomStream } from '../random-stream.ts';
import { distanceBudget, distanceTogether, levelWithin } from './distance-budget.ts';
import { DrawnSteps } from './drawn-steps.ts';

/** What {@link arrangeSteps} chooses from. */
export interface ArrangeRequest {
  readonly random: RandomStream;
  readonly facts: MediaFacts;
  readonly level: Level;
  /** Bits by which all steps together may move a hash. @default what the level allows */
  readonly budget?: number | undefined;
  /** Possible transformations, the wanted ones first; what does not fit is replaced by later ones. */
  readonly ranked: readonly Transformation[];
  /** Number of steps wanted; fewer where the ranked ones do not give as many. */
  readonly count: number;
  readonly mostPerLayer: number;
  /** Layers that the chain is to reach, before the ranking counts. */
  readonly wantedLayers: readonly Layer[];
  /** Assets to draw from. @default the generated set */
  readonly assets?: readonly AssetFacts[] | undefined;
}

/**
 * Turns a ranking into a chain in random order. Transformations that oppose a chosen one, or whose layer is full,
 * are passed over. Steps that change the video or the audio come in random order, but for those that nothing can
 * be moved past: each stands at one end, before or behind all others, so that what is between can be done in one go.
 * Together they stay within the level's budget: all are drawn as strong as it allows, and no stronger than the level.
 * Encoding steps, which act after all others whatever their place, come last. A step that would carry the amount of
 * picture too far is drawn again a few times and then replaced by the next in the ranking.
 */
export function arrangeSteps(request: ArrangeRequest): readonly PlanStep[] {
  const { random, facts, level, budget, count } = request;
  const chosen = choose(request);
  const order = inOrder(random, chosen);
  const within = levelWithin(chosen, level, budget);
  const drawn = new DrawnSteps({ random, facts, level: within, assets: request.assets });
  for (const transformation of order) drawn.tryAdd(transformation);
  const tried = new Set<Transformation>(drawn.transformations);
  while (drawn.steps.length < count) {
    const next = substitute(request, drawn.transformations, tried);
    if (next === undefined) break;
    tried.add(next);
    drawn.tryAdd(next, levelWithin([...drawn.transformations, next], level, budget));
  }
  return [...drawn.steps];
}

/** The next in the ranking that fits and was not tried, from a wanted layer that is not reached where there is one. */
function substitute(
  request: ArrangeRequest,
  drawn: readonly Transformation[],
  tried: ReadonlySet<Transformation>,
): Transformation | undefined {
  const { ranked, wantedLayers } = request;
  const missing = wantedLayers.filter(layer => !drawn.some(one => one.layer === layer));
  const suitable = ranked.filter(one => !tried.has(one) && fits(one, drawn, request));
  return suitable.find(one => missing.includes(one.layer)) ?? suitable[0];
}

function inOrder(random: RandomStream, chosen: readonly Transformation[]): readonly Transformation[] {
  const ends: Record<'front' | 'back', Transformation[]> = { front: [], back: [] };
  const between: Transformation[] = [];
  const encoding: Transformation[] = [];
  for (const transformation of random.shuffle(chosen)) {
    if (transformation.layer === 'encoding') encoding.push(transformation);
    else if (transformation.immovable) ends[random.pick(['front', 'back'])].push(transformation);
    else between.push(transformation);
  }
  return [...ends.front, ...between, ...ends.back, ...encoding];
}

function choose(request: ArrangeRequest): readonly Transformation[] {
  const { ranked, count } = request;
  const chosen: Transformation[] = [];
  const suits = (one: Transformation): boolean => !chosen.includes(one) && fits(one, chosen, request);
  for (const layer of dearestFirst(request)) {
    const first = ranked.find(one => one.layer === layer && suits(one));
    if (first !== undefined) chosen.push(first);
  }
  for (const transformation of ranked) {
    if (chosen.length === count) break;
    if (suits(transformation)) chosen.push(transformation);
  }
  return chosen;
}

/** The wanted layers, first those that take most of the budget even where the mildest of them is taken. */
function dearestFirst({ ranked, wantedLayers, level, budget }: ArrangeRequest): readonly Layer[] {
  const share = (layer: Layer): number => {
    const distances = ranked.filter(one => one.layer === layer).map(one => hashDistanceOf(one, 0));
    return distances.length === 0 ? 0 : Math.min(...distances) / (budget ?? distanceBudget(level));
  };
  return wantedLayers.toSorted((one, other) => share(other) - share(one));
}

/** Whether a chain has room for one more, and budget where all are as mild as can be. */
function fits(
  candidate: Transformation,
  chosen: readonly Transformation[],
  { mostPerLayer, level, budget = distanceBudget(level) }: ArrangeRequest,
): boolean {
  const inLayer = (layer: Layer): number => chosen.filter(one => one.layer === layer).length;
  if (inLayer(candidate.layer) >= mostPerLayer || chosen.some(one => oppose(candidate, one))) return false;
  return distanceTogether([...chosen, candidate], 0) <= budget;
}

/** Whether two transformations would undo each other. */
export function oppose(one: Transformation, other: Transformation): boolean {
  return (one.opposes?.includes(other.name) ?? false) || (other.opposes?.includes(one.name) ?? false);
}
