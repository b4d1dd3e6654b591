import { arrangeSteps } from './arrange-steps.ts';
import { possibleCandidates } from './candidates.ts';
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
    const { possible, rejected } = possibleCandidates(candidates, facts);
    const ranked = random.shuffle(possible);
    const wantedLayers = [...new Set(ranked.map(({ layer }) => layer))].slice(0, fewestLayers);
    const count = random.integer([standard.minSteps, standard.maxSteps]);
    const steps = arrangeSteps({ ...request, ranked, count, mostPerLayer, wantedLayers });
    return { steps, rejected };
  },
};
