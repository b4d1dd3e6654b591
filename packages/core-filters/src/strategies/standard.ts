import { type Layer, layers, type Transformation } from '../catalogue/transformation.ts';
import { arrangeSteps } from './arrange-steps.ts';
import type { DrawnChain, DrawRequest, Strategy } from './strategy.ts';

/** Most steps from one layer, so that no layer dominates a chain. */
const mostPerLayer = 5;

/** A chain touches at least this many layers where the candidates do. */
const fewestLayers = 5;

/** 16 to 24 random transformations, balanced over the layers. */
export const standard: Strategy = {
  name: 'standard',
  summary: '16 to 24 random transformations, at most five from one layer and from at least five layers.',
  minSteps: 16,
  maxSteps: 24,
  draw(request: DrawRequest): DrawnChain {
    const { random, facts, candidates } = request;
    const rejected = candidates.flatMap(({ name, impossible }) => {
      const reason = impossible?.(facts) ?? null;
      return reason === null ? [] : [{ name, reason }];
    });
    const refused = new Set(rejected.map(({ name }) => name));
    const possible = random.shuffle(candidates.filter(({ name }) => !refused.has(name)));
    const count = random.integer([standard.minSteps, standard.maxSteps]);
    const steps = arrangeSteps({ ...request, ranked: oneOfEachLayerFirst(possible), count, mostPerLayer });
    return { steps, rejected };
  },
};

/** Moves the first transformation of each of the first {@link fewestLayers} layers to the front. */
function oneOfEachLayerFirst(shuffled: readonly Transformation[]): readonly Transformation[] {
  const firstOf = new Map<Layer, Transformation>();
  for (const transformation of shuffled) {
    if (!firstOf.has(transformation.layer)) firstOf.set(transformation.layer, transformation);
  }
  const front = new Set([...firstOf.values()].slice(0, Math.min(fewestLayers, layers.length)));
  return [...front, ...shuffled.filter(transformation => !front.has(transformation))];
}
