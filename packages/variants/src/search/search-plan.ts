import { type CandidateScores, createSearch, type Plan, type SearchRequest } from '@variegate/core-filters';
import type { CandidateFigures, CandidateReport, SearchReport } from '../job/search-report.ts';
import type { MeasuredCandidate } from './measure-candidate.ts';
import type { Samples } from './take-samples.ts';
import { tryToMeasure } from './try-to-measure.ts';

/** The plan that a search has found, and how. */
export interface SearchedPlan {
  readonly plan: Plan;
  readonly search: SearchReport;
  /** Processor time of the measuring ffmpegs, in seconds; their starts, about 0.08 s each, are not in it. */
  readonly searchCpuSeconds: number;
}

/** What a search takes besides its request. */
export interface SearchPlanOptions<Figures = CandidateFigures> {
  /** `null` where the source gave none; the first candidate is taken then. */
  readonly samples: Pick<Samples, 'described'> | null;
  /** Measures one candidate on the samples. */
  readonly measure: (candidate: Plan) => Promise<MeasuredCandidate<Figures>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the plan of one variant by measuring candidates one after another. A candidate that cannot be measured is
 * listed with its reason and passed over; where none can, the first is taken as it is, and its render says what is wrong.
 *
 * @throws SELECTION_UNKNOWN - for an `only` or `exclude` entry that is neither a transformation nor a layer.
 */
export async function searchPlan(
  request: SearchRequest,
  { samples, measure, signal }: SearchPlanOptions,
): Promise<SearchedPlan> {
  const search = createSearch(samples === null ? { ...request, candidates: 1 } : request);
  const candidates: CandidateReport[] = [];
  const plans: Plan[] = [];
  let searchCpuSeconds = 0;
  for (let plan = search.ask(); plan !== null; plan = search.ask()) {
    const measured =
      samples === null ? 'VARIANTS_SAMPLES_MISSING' : await tryToMeasure(plan, measure, signal);
    const found = typeof measured === 'string' ? null : measured;
    search.report(plan, found === null ? null : scoresOf(found));
    searchCpuSeconds += found?.cpuSeconds ?? 0;
    plans.push(plan);
    candidates.push({
      number: plans.length,
      steps: plan.steps,
      scores: found?.figures ?? null,
      error: typeof measured === 'string' ? measured : null,
    });
  }
  const [first] = plans;
  if (first === undefined) throw new RangeError('A search has proposed nothing.');
  const best = search.best();
  return {
    plan: best?.plan ?? first,
    search: {
      qualityFloor: request.qualityFloor,
      keepsFloor: best?.keepsFloor ?? false,
      chosen: best === null ? null : plans.indexOf(best.plan) + 1,
      samples: samples?.described ?? null,
      candidates,
    },
    searchCpuSeconds,
  };
}

/**
 * Some searches compare frames as they are and some try every flip and turn, so both distances count alike: a mirror
 * alone is far by the first, and no distance at all by the second.
 */
function scoresOf({ figures }: MeasuredCandidate<CandidateFigures>): CandidateScores {
  const { ssim, alignedDistance, nearestDistance } = figures;
  return { quality: ssim, distance: (alignedDistance + nearestDistance) / 2, nearestDistance };
}
