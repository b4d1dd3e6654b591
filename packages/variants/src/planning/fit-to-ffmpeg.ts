import { fitPlan, type MediaFacts, type Plan, withoutStep } from '@variegate/core-filters';
import type { Ffmpeg } from '@variegate/runner';
import type { RenderSettings } from '../identity/render-settings.ts';
import { compileSteps, lacking } from './compile-job.ts';

/** What a plan is fitted to. */
export interface Fitting {
  readonly facts: MediaFacts;
  readonly settings: RenderSettings;
  readonly ffmpeg: Ffmpeg;
}

/**
 * A plan without the steps that an ffmpeg cannot do, each listed in `rejected` with what is lacking. Which filters a
 * chain needs shows only when it is compiled as a whole, so the first step that brings in one that is not there goes,
 * until nothing is lacking. What is lacking without any step, such as an encoder, is none of this function's business.
 */
export function fitToFfmpeg(plan: Plan, { facts, settings, ffmpeg }: Fitting): Plan {
  const lackingAfter = (of: Plan, length: number) =>
    lacking(compileSteps({ ...of, steps: of.steps.slice(0, length) }, facts, settings), ffmpeg);
  const always = new Set(lackingAfter(plan, 0));
  const broughtIn = (of: Plan, length: number) => lackingAfter(of, length).filter(name => !always.has(name));
  for (let fitted = plan; ; ) {
    if (broughtIn(fitted, fitted.steps.length).length === 0) return fitted;
    let length = 1;
    while (broughtIn(fitted, length).length === 0) length += 1;
    const reason = `the ffmpeg lacks ${broughtIn(fitted, length).join(', ')}`;
    fitted = fitPlan(withoutStep(fitted, length - 1, reason), facts, settings.encode);
  }
}
