import { canonicalDigest } from '../canonical-digest.ts';
import { builtInCatalogue } from '../catalogue/create-catalogue.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { Plan } from '../plan/plan.ts';
import { randomStream } from '../random-stream.ts';
import { possibleCandidates } from '../strategies/candidates.ts';
import { distanceBudget } from '../strategies/distance-budget.ts';
import { enhancedMetrics } from '../strategies/enhanced-metrics.ts';
import { beginPlan, type GenerateRequest } from '../strategies/generate-plan.ts';
import type { DrawnChain } from '../strategies/strategy.ts';
import { mutateSteps } from './mutate-steps.ts';

/** What {@link createSearch} needs: what a plan is drawn from, and what is looked for. */
export interface SearchRequest extends Omit<GenerateRequest, 'strategy'> {
  /** Lowest quality that is accepted, 0..1. */
  readonly qualityFloor: number;
  /** Candidates that are proposed, 1 or more. @default 6 to 12, by how much the source has to be rendered */
  readonly candidates?: number;
}

/** What measuring a candidate has shown. */
export interface CandidateScores {
  /** Structural similarity, 0..1, to the source after the candidate's geometry and timing alone. */
  readonly quality: number;
  /** Mean bits, 0..256, by which hashes of frames have moved. */
  readonly distance: number;
  /** As `distance`, to the nearest of the eight flips and turns: what the level's budget counts. */
  readonly nearestDistance: number;
}

/** The best candidate so far. */
export interface FoundPlan {
  readonly plan: Plan;
  readonly scores: CandidateScores;
  /** Whether its quality is at or above the floor; where none is, the candidate of the highest quality is the best. */
  readonly keepsFloor: boolean;
  /** Whether it has moved hashes no further than its level may; where none keeps that too, the nearest is the best. */
  readonly keepsBudget: boolean;
}

/** A search that proposes plans and is given their scores. It measures nothing itself. */
export interface Search {
  /** The next candidate, or `null` when the budget is used up or nothing new can be drawn. Never the same plan twice. */
  ask(): Plan | null;
  /** Takes the scores of a candidate; `null` where it could not be measured. */
  report(plan: Plan, scores: CandidateScores | null): void;
  /** The candidate furthest from the source among those that keep floor and budget; `null` before any was measured. */
  best(): FoundPlan | null;
}

/**
 * Candidates that take about half as long as rendering the source once, as each is measured on a few frames however long
 * the source is: one to twenty megapixel-frames, but enough for a choice, and no more than still find something better.
 */
function candidatesFor({ video: { width, height, frameCount } }: MediaFacts): number {
  return Math.min(12, Math.max(6, Math.round((width * height * frameCount) / 20e6)));
}

/** Attempts to draw a candidate that was not there before, after which the search is over. */
const attempts = 50;

/**
 * Searches for the chain that moves hashes furthest and keeps the quality at or above a floor: random candidates first,
 * then changes of the best. Budget and randomness are counted in candidates alone, so the same answers to the same
 * questions find the same plan on every machine, however loaded.
 *
 * @throws SELECTION_UNKNOWN - for an `only` or `exclude` entry that is neither a transformation nor a layer.
 */
export function createSearch({ qualityFloor, candidates, ...request }: SearchRequest): Search {
  const strategy = enhancedMetrics.name;
  const begun = beginPlan({ ...request, strategy });
  const budget = candidates ?? candidatesFor(begun.drawing.facts);
  const { possible, rejected } = possibleCandidates(begun.drawing.candidates, begun.drawing.facts);
  const { seed, sourceSha256: source, index, catalogue = builtInCatalogue } = request;
  const key = { seed, source, index, strategy };
  const randomOnes = Math.ceil(budget / 2);
  const proposed = new Set<string>();
  let best: FoundPlan | null = null;

  const draw = (attempt: number): DrawnChain | null => {
    const number = proposed.size + 1;
    // The very first is what `generatePlan` draws, which has nothing but the key.
    const random = randomStream(number + attempt === 1 ? key : { ...key, candidate: number, attempt });
    const drawing = { ...begun.drawing, random };
    if (best === null || number <= randomOnes) return enhancedMetrics.draw(drawing);
    const steps = mutateSteps({
      ...{ ...drawing, candidates: possible, steps: best.plan.steps, catalogue },
      ...{ minSteps: enhancedMetrics.minSteps, tooLow: !best.keepsFloor },
    });
    return steps === null ? null : { steps, rejected };
  };

  return {
    ask() {
      if (proposed.size >= budget) return null;
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const chain = draw(attempt);
        if (chain === null) continue;
        const digest = canonicalDigest(chain.steps);
        if (proposed.has(digest)) continue;
        proposed.add(digest);
        return begun.withChain(chain);
      }
      return null;
    },
    report(plan, scores) {
      if (!proposed.has(canonicalDigest(plan.steps)))
        throw new RangeError('The plan is not a candidate that the search has proposed.');
      if (scores === null) return;
      const keepsBudget = scores.nearestDistance <= distanceBudget(request.level);
      const found = { plan, scores, keepsFloor: scores.quality >= qualityFloor, keepsBudget };
      if (best === null || isBetter(found, best)) best = found;
    },
    best: () => best,
  };
}

function isBetter(one: FoundPlan, other: FoundPlan): boolean {
  if (one.keepsFloor !== other.keepsFloor) return one.keepsFloor;
  if (!one.keepsFloor) return one.scores.quality > other.scores.quality;
  if (one.keepsBudget !== other.keepsBudget) return one.keepsBudget;
  return one.keepsBudget
    ? one.scores.distance > other.scores.distance
    : one.scores.nearestDistance < other.scores.nearestDistance;
}
