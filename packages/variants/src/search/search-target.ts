import {
  type JudgedChoice,
  nearestChoice,
  nextChoice,
  type Plan,
  planOfChoice,
  type TargetChoice,
  type TargetFigures,
  type TargetRequest,
  type TargetSearchOptions,
} from '@variegate/core-filters';
import type { TargetCandidate, TargetReport } from '../job/target-report.ts';
import type { FrameFigures, MeasuredCandidate } from './measure-candidate.ts';
import type { SearchPlanOptions } from './search-plan.ts';
import { tryToMeasure } from './try-to-measure.ts';

/** The plan that a search for a target has found, and how; what a job takes of it. */
export interface FoundByTarget {
  readonly plan: Plan;
  readonly targetSearch: TargetReport;
  /** Processor time of the measuring ffmpegs, in seconds; their starts, about 0.08 s each, are not in it. */
  readonly searchCpuSeconds: number;
}

/** What a search for a target takes besides its request. */
export interface SearchTargetOptions extends TargetSearchOptions, SearchPlanOptions<FrameFigures> {
  /** Candidates that were measured before. @default none */
  readonly known?: readonly TargetCandidate[] | undefined;
}

/**
 * Finds a plan by measuring candidates one after another until one is well within the target, or the search has used up its
 * candidates; then the nearest is taken. Where none can be measured, the first is taken as it is.
 */
export async function searchTarget(
  request: TargetRequest,
  { samples, measure, known = [], signal, ...options }: SearchTargetOptions,
): Promise<FoundByTarget> {
  const candidates: TargetCandidate[] = [...known];
  let searchCpuSeconds = 0;
  const next = () => nextChoice(request, candidates, options);
  for (let choice = next(); choice !== null; choice = next()) {
    const number = candidates.length + 1;
    if (samples === null) {
      candidates.push({ number, ...choice, scores: null, error: 'VARIANTS_SAMPLES_MISSING' });
      break;
    }
    const measured = await tryToMeasure(planOfChoice(request, choice), measure, signal);
    if (typeof measured === 'string') {
      candidates.push({ number, ...choice, scores: null, error: measured });
      continue;
    }
    searchCpuSeconds += measured.cpuSeconds;
    candidates.push({ number, ...choice, scores: scoresOf(request, measured), error: null });
  }
  const nearest = nearestChoice(request, candidates, options.bias);
  const taken: (TargetChoice & JudgedChoice) | undefined = nearest ?? candidates[0];
  if (taken === undefined) throw new RangeError('A search has proposed nothing.');
  return {
    plan: planOfChoice(request, taken),
    targetSearch: {
      ...{ samples: samples?.described ?? null, candidates, renders: [] },
      chosen: nearest === null ? null : nearest.number,
    },
    searchCpuSeconds,
  };
}

/** What the target asks for, of what was measured. */
function scoresOf(
  { target }: TargetRequest,
  { figures }: MeasuredCandidate<FrameFigures>,
): TargetFigures | null {
  const scores: TargetFigures = {
    ...(target.distance === undefined ? {} : { distance: figures.alignedDistance }),
    ...(target.match === undefined ? {} : { match: figures.matchedPercent }),
    ...(target.ssim === undefined ? {} : { ssim: figures.ssim }),
  };
  return scores;
}
