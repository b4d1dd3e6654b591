import { hashDistanceOf } from '../catalogue/hash-distance.ts';
import { type Level, numbersByLevel } from '../catalogue/level.ts';
import { layers, type Transformation } from '../catalogue/transformation.ts';
import type { RandomStream } from '../random-stream.ts';
import { arrangeSteps } from './arrange-steps.ts';
import { possibleCandidates } from './candidates.ts';
import type { DrawnChain, DrawRequest, Strategy } from './strategy.ts';

/** Most steps from one layer: room for two beyond an even share of the longest chain. */
const mostPerLayer = 4;

/**
 * What counts as far, in bits by which the PDQ hash of a frame moves, and how many such steps a chain has where the candidates
 * do. A match is up to 31 bits: one step of 60 mostly leaves none, and three leave hardly a frame.
 */
const far = numbersByLevel({ light: 60, medium: 60, strong: 90 });
const farSteps = numbersByLevel({ light: 3, medium: 3, strong: 4 });

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
    const ranked = rank(random, possible, level);
    const count = random.integer([sevenLayer.minSteps, sevenLayer.maxSteps]);
    return {
      steps: arrangeSteps({ ...request, ranked, count, mostPerLayer, wantedLayers: layers }),
      rejected,
    };
  },
};

/** As many far ones as are aimed at before all others, where no budget forbids them. */
function rank(
  random: RandomStream,
  candidates: readonly Transformation[],
  level: Level,
): readonly Transformation[] {
  const shuffled = random.shuffle(candidates);
  const distant = shuffled.filter(one => hashDistanceOf(one, level) >= far(level));
  return [...new Set([...distant.slice(0, Math.round(farSteps(level))), ...shuffled])];
}
