import {
  isWithin,
  measuresOf,
  nearestChoice,
  standingOf,
  type TargetBias,
  type TargetFigures,
} from '@variegate/core-filters';
import type { TargetRender } from '../job/target-report.ts';
import { correctedJob, type VariantJob } from '../job/variant-job.ts';
import { slotOf } from '../job/variant-slot.ts';
import { finishedFigures } from '../rendering/target-figures.ts';
import type { VerifiedMedia } from '../rendering/verify-and-measure.ts';
import { PlanSearcher } from '../search/plan-searcher.ts';
import type { BatchContext } from './batch-context.ts';
import { fittedPlan, targetFor } from './drawn-from.ts';

/** Most renders of a variant that misses its target, the first one included. */
const mostRenders = 3;

/** Candidates that a correction may measure. */
const correctionCandidates = 4;

/** What has come of searching on after a file that misses its target. */
export interface Correction {
  /** The variant with all that is known now, and with the plan that it is to be rendered by, or that it was. */
  readonly job: VariantJob;
  /** Whether that is another plan, which is expected to come nearer. */
  readonly isNearer: boolean;
}

/**
 * Looks at what a finished file measures. Where it misses its target, the search is continued with what is now known of the
 * difference between samples and file.
 *
 * @param renderCpuSeconds - what the file took to render, which the search has to answer for when it is not published.
 * @returns `null` where nothing was searched: the target is met, or there is nothing to go by, or no render is left.
 */
export async function correctPlan(
  job: VariantJob,
  verified: VerifiedMedia,
  { renderCpuSeconds, signal }: { readonly renderCpuSeconds: number; readonly signal: AbortSignal },
  { host, options, assets, folder }: BatchContext,
): Promise<Correction | null> {
  const { target, targetSearch: report, source } = job;
  if (target === undefined || report === undefined) return null;
  const figures = finishedFigures(target, verified);
  const chosen = report.candidates.find(({ number }) => number === report.chosen);
  if (isWithin(target, figures) || report.renders.length + 1 >= mostRenders) return null;
  const request = targetFor(source, slotOf(job), options);
  if (request === null || chosen?.scores == null) return null;
  const bias = biasOf(figures, chosen.scores);
  const standing = standingOf(target, figures);
  if (bias === null || standing === null) return null;

  const fit = (plan: VariantJob['plan']) => fittedPlan(plan, source, options, host.ffmpeg);
  await using searcher = new PlanSearcher(source, {
    ...{ ...options, ...host, signal, assets, fit, folder, save: false },
  });
  const known = {
    candidates: report.candidates,
    bias,
    most: report.candidates.length + correctionCandidates,
  };
  const found = await searcher.continueTarget(request, known);
  const { candidates } = found.targetSearch;
  const searchCpuSeconds = (job.searchCpuSeconds ?? 0) + found.searchCpuSeconds;
  const next = nearestChoice(request, candidates, bias);
  const renders: readonly TargetRender[] = [...report.renders, { candidate: chosen.number, figures }];
  const isNew = !renders.some(({ candidate }) => candidate === next?.number);
  const expected = next === null || next.scores === null ? null : standingOf(target, next.scores, bias);
  if (!isNew || expected === null || expected.outside >= standing.outside)
    return {
      job: correctedJob(job, { targetSearch: { ...report, candidates }, searchCpuSeconds }),
      isNearer: false,
    };
  const corrected = correctedJob(job, {
    plan: fit(found.plan),
    targetSearch: { ...found.targetSearch, samples: report.samples, renders },
    searchCpuSeconds: searchCpuSeconds + renderCpuSeconds,
  });
  return { job: corrected, isNearer: true };
}

/** By how much the file is above its samples; `null` where one of the two could not be measured. */
function biasOf(finished: TargetFigures, sampled: TargetFigures): TargetBias | null {
  const bias = measuresOf(finished as Readonly<Record<string, never>>).map(measure => {
    const [whole, part] = [finished[measure] ?? null, sampled[measure] ?? null];
    return whole === null || part === null ? null : ([measure, whole - part] as const);
  });
  return bias.includes(null) ? null : Object.fromEntries(bias as [string, number][]);
}
