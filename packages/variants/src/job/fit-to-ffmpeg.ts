import {
  type Catalogue,
  type CompiledPlan,
  compilePlan,
  fitPlan,
  type MediaFacts,
  type Plan,
  withoutStep,
} from '@variegate/core-filters';
import type { Ffmpeg } from '@variegate/runner';
import { lacking } from './capabilities.ts';
import type { RenderSettings } from './render-settings.ts';

/** What a plan is fitted to. */
export interface Fitting {
  readonly facts: MediaFacts;
  readonly settings: RenderSettings;
  readonly ffmpeg: Ffmpeg;
  /** What has the transformations of the plan. @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
}

/**
 * A plan without the steps that an ffmpeg does not support, each listed in `rejected` with what is missing. Which filters
 * a chain needs shows only when it is compiled as a whole, so the first step that brings in a missing one is dropped, until
 * nothing is missing. What is missing without any step, such as an encoder, is reported when the plan is rendered.
 */
export function fitToFfmpeg(plan: Plan, { facts, settings, ffmpeg, catalogue }: Fitting): Plan {
  const lackingAfter = (of: Plan, length: number) =>
    lacking(
      compileSteps({ ...of, steps: of.steps.slice(0, length) }, { facts, settings, catalogue }),
      ffmpeg,
    );
  const always = new Set(lackingAfter(plan, 0));
  const broughtIn = (of: Plan, length: number) => lackingAfter(of, length).filter(name => !always.has(name));
  for (let fitted = plan; ; ) {
    if (broughtIn(fitted, fitted.steps.length).length === 0) return fitted;
    let length = 1;
    while (broughtIn(fitted, length).length === 0) length += 1;
    const reason = `the ffmpeg lacks ${broughtIn(fitted, length).join(', ')}`;
    fitted = fitPlan(withoutStep(fitted, length - 1, reason), { facts, encode: settings.encode, catalogue });
  }
}

/** Steps that are not a job yet, compiled as settings say. */
export function compileSteps(
  plan: Plan,
  { facts, settings, catalogue }: Omit<Fitting, 'ffmpeg'>,
): CompiledPlan {
  const { encode, plainGraph: plain, normalization } = settings;
  return compilePlan({ plan, facts, encode, plain, normalization, provenance: null, catalogue });
}
