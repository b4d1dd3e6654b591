import { type Level, layers, type Transformation } from '../catalogue/transformation.ts';
import type { RandomStream } from '../random-stream.ts';
import { arrangeSteps } from './arrange-steps.ts';
import { possibleCandidates } from './candidates.ts';
import type { DrawnChain, DrawRequest, Strategy } from './strategy.ts';

/** Most steps from one layer: room for two beyond an even share of the longest chain. */
const mostPerLayer = 4;

/** What a level aims at, in bits by which the PDQ hash of a frame moves. */
interface Aim {
  /** Steps that move it further on their own are not drawn. */
  readonly mostPerStep: number;
  /** Steps that move it at least as far are drawn before others. */
  readonly far: number;
  /** How many of those a chain has, where the candidates do. */
  readonly farSteps: number;
}

/**
 * A match is up to 31 bits, and independent moves add up as their squares do: a few steps of 12 stay below, one of 60
 * mostly does not, and three of 60 leave hardly a frame.
 */
const aims: Readonly<Record<Level, Aim>> = {
  light: { mostPerStep: 12, far: Number.POSITIVE_INFINITY, farSteps: 0 },
  medium: { mostPerStep: 256, far: 60, farSteps: 3 },
  strong: { mostPerStep: 256, far: 90, farSteps: 4 },
};

/** 9 to 16 transformations that reach every layer and aim at perceptual hashes. */
export const sevenLayer: Strategy = {
  name: 'seven_layer',
  summary:
    '9 to 16 targeted transformations, at least one from each of the seven layers: the furthest from the source.',
  minSteps: 9,
  maxSteps: 16,
  draw(request: DrawRequest): DrawnChain {
    const { random, facts, level, candidates } = request;
    const { possible, rejected } = possibleCandidates(candidates, facts);
    const aim = aims[level];
    const bearable = possible.filter(one => distanceOf(one, level) <= aim.mostPerStep);
    const ranked = rank(random, bearable, level, aim);
    const count = random.integer([sevenLayer.minSteps, sevenLayer.maxSteps]);
    return {
      steps: arrangeSteps({ ...request, ranked, count, mostPerLayer, wantedLayers: layers }),
      rejected,
    };
  },
};

/** As many far ones as are aimed at before all others. */
function rank(
  random: RandomStream,
  candidates: readonly Transformation[],
  level: Level,
  { far, farSteps }: Aim,
): readonly Transformation[] {
  const shuffled = random.shuffle(candidates);
  const ofFar = shuffled.filter(one => distanceOf(one, level) >= far).slice(0, farSteps);
  return [...new Set([...ofFar, ...shuffled])];
}

function distanceOf({ hashDistance }: Transformation, level: Level): number {
  return hashDistance?.[level] ?? 0;
}
