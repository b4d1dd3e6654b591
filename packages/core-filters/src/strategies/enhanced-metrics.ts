import { hashDistanceOf } from '../catalogue/hash-distance.ts';
import { type Level, levelPositions, numbersByLevel } from '../catalogue/level.ts';
import type { Layer, Transformation } from '../catalogue/transformation.ts';
import type { RandomStream } from '../random-stream.ts';
import { arrangeSteps } from './arrange-steps.ts';
import { possibleCandidates } from './candidates.ts';
import type { DrawnChain, DrawRequest, Strategy } from './strategy.ts';

/** Most steps from one layer. */
const mostPerLayer = 5;

/** Fewest and most steps that are drawn before all others because they move a hash far. */
const farSteps = [3, 5] as const;

/** What counts as far, in bits by which the PDQ hash of a frame moves. */
const far = numbersByLevel({ light: 20, medium: 60, strong: 90 });

/**
 * 8 to 16 transformations that move perceptual hashes far and lower the quality of the picture little. What is drawn
 * here is one candidate; which one becomes the variant is found by measuring: see `createSearch`.
 */
export const enhancedMetrics: Strategy = {
  name: 'enhanced_metrics',
  summary:
    '8 to 16 transformations found by a measured search: far from the source by hashes, close to it by quality.',
  minSteps: 8,
  maxSteps: 16,
  measured: true,
  draw(request: DrawRequest): DrawnChain {
    const { random, facts, level, candidates } = request;
    const { possible, rejected } = possibleCandidates(candidates, facts);
    const ranked = rank(random, gentle(random.shuffle(possible)), level);
    const count = random.integer([enhancedMetrics.minSteps, enhancedMetrics.maxSteps]);
    return { steps: arrangeSteps({ ...request, ranked, count, mostPerLayer, wantedLayers: [] }), rejected };
  },
};

function rank(
  random: RandomStream,
  shuffled: readonly Transformation[],
  level: Level,
): readonly Transformation[] {
  const distant = shuffled.filter(one => hashDistanceOf(one, level) >= far(level));
  return [...new Set([...distant.slice(0, random.integer(farSteps)), ...shuffled])];
}

/**
 * Layers whose steps change what the picture shows rather than where or when it shows it, with the most steps that a
 * chain takes from each: these are what a measure of quality counts against it.
 */
const lowering: Readonly<Partial<Record<Layer, number>>> = { colour: 2, texture: 1, overlay: 1, encoding: 2 };

const milder = numbersByLevel(
  { light: levelPositions.light, medium: levelPositions.light, strong: levelPositions.medium },
  0,
);

/** Whether steps of the layer lower the quality of the picture. */
export function lowersQuality(layer: Layer): boolean {
  return layer in lowering;
}

/** The candidates in their order, with few of those that lower the quality, and these drawn one level milder. */
function gentle(candidates: readonly Transformation[]): readonly Transformation[] {
  const taken = new Map<Layer, number>();
  return candidates.flatMap(candidate => {
    const most = lowering[candidate.layer];
    if (most === undefined) return [candidate];
    const number = taken.get(candidate.layer) ?? 0;
    taken.set(candidate.layer, number + 1);
    return number < most ? [mild(candidate)] : [];
  });
}

/** The transformation, drawn one level milder than asked for where it lowers the quality. */
export function mild(transformation: Transformation): Transformation {
  if (!lowersQuality(transformation.layer)) return transformation;
  return {
    ...transformation,
    sample: (random, facts, level, assets) => transformation.sample(random, facts, milder(level), assets),
  };
}
