import type { AssetFacts } from '../assets/asset-facts.ts';
import type { Layer, Level, Transformation } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { RandomStream } from '../random/random-stream.ts';
import { DrawnSteps } from './drawn-steps.ts';

/** What {@link arrangeSteps} chooses from. */
export interface ArrangeRequest {
  readonly random: RandomStream;
  readonly facts: MediaFacts;
  readonly level: Level;
  /** Possible transformations, the wanted ones first; what does not fit is replaced by later ones. */
  readonly ranked: readonly Transformation[];
  /** Number of steps wanted; fewer where the ranked ones do not give as many. */
  readonly count: number;
  readonly mostPerLayer: number;
  /** Second media to draw from. @default the generated set */
  readonly assets?: readonly AssetFacts[] | undefined;
}

/**
 * Turns a ranking into a chain in random order. Transformations that oppose a chosen one, or whose layer is full,
 * are passed over. Steps that change the picture or the sound come in random order; encoding steps, which act after
 * all others whatever their place, come last. A step that would carry the amount of picture too far is drawn again
 * a few times and then replaced by the next in the ranking.
 */
export function arrangeSteps(request: ArrangeRequest): readonly PlanStep[] {
  const { random, facts, level, count } = request;
  const chosen = choose(request);
  const reserve = request.ranked.filter(transformation => !chosen.includes(transformation));
  const isEncoding = (transformation: Transformation): boolean => transformation.layer === 'encoding';
  const order = [...random.shuffle(chosen.filter(one => !isEncoding(one))), ...chosen.filter(isEncoding)];

  const drawn = new DrawnSteps({ random, facts, level, assets: request.assets });
  for (const transformation of order) drawn.tryAdd(transformation);
  for (const transformation of reserve) {
    if (drawn.steps.length >= count) break;
    if (fits(transformation, drawn.transformations, request.mostPerLayer)) drawn.tryAdd(transformation);
  }
  return [...drawn.steps];
}

function choose({ ranked, count, mostPerLayer }: ArrangeRequest): readonly Transformation[] {
  const chosen: Transformation[] = [];
  for (const transformation of ranked) {
    if (chosen.length === count) break;
    if (fits(transformation, chosen, mostPerLayer)) chosen.push(transformation);
  }
  return chosen;
}

function fits(candidate: Transformation, chosen: readonly Transformation[], mostPerLayer: number): boolean {
  const inLayer = (layer: Layer): number => chosen.filter(one => one.layer === layer).length;
  return inLayer(candidate.layer) < mostPerLayer && !chosen.some(one => oppose(candidate, one));
}

function oppose(one: Transformation, other: Transformation): boolean {
  return (one.opposes?.includes(other.name) ?? false) || (other.opposes?.includes(one.name) ?? false);
}
