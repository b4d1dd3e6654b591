import type { Level, Transformation } from '../catalogue/transformation.ts';
import type { RandomStream } from '../random/random-stream.ts';
import { gentle } from '../search/gentle.ts';
import { arrangeSteps } from './arrange-steps.ts';
import { possibleCandidates } from './possible-candidates.ts';
import type { DrawnChain, DrawRequest, Strategy } from './strategy.ts';

/** Most steps from one layer. */
const mostPerLayer = 5;

/** Fewest and most steps that are drawn before all others because they move a hash far. */
const farSteps = [3, 5] as const;

/** What counts as far, in bits by which the PDQ hash of a frame moves. */
const far: Readonly<Record<Level, number>> = { light: 20, medium: 60, strong: 90 };

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
  const distant = shuffled.filter(({ hashDistance }) => (hashDistance?.[level] ?? 0) >= far[level]);
  return [...new Set([...distant.slice(0, random.integer(farSteps)), ...shuffled])];
}
