import {
  type CompiledPlan,
  compilePlan,
  type MediaFacts,
  type Plan,
  provenanceText,
} from '@variegate/core-filters';
import type { Ffmpeg } from '@variegate/runner';
import { CapabilityMissingError } from '../errors.ts';
import type { RenderSettings } from '../identity/render-settings.ts';
import type { VariantJob } from './variant-job.ts';

/** The ffmpeg command of a job, as data. */
export function compileJob({ plan, settings, planDigest, source }: VariantJob): CompiledPlan {
  return compilePlan({
    plan,
    facts: source.facts,
    encode: settings.encode,
    plain: settings.plainGraph,
    provenance: settings.provenance ? provenanceText(planDigest) : null,
  });
}

/** The same of steps that are no job yet. */
export function compileSteps(plan: Plan, facts: MediaFacts, settings: RenderSettings): CompiledPlan {
  return compilePlan({ plan, facts, encode: settings.encode, plain: settings.plainGraph, provenance: null });
}

/** What an ffmpeg lacks of what a compiled plan needs, each as `filter perspective` or `encoder libx264`. */
export function lacking({ requires }: CompiledPlan, ffmpeg: Ffmpeg): readonly string[] {
  return [
    ...requires.encoders.filter(name => !ffmpeg.encoders.has(name)).map(name => `encoder ${name}`),
    ...(ffmpeg.muxers.has(requires.muxer) ? [] : [`muxer ${requires.muxer}`]),
    ...requires.filters.filter(name => !ffmpeg.filters.has(name)).map(name => `filter ${name}`),
  ];
}

/**
 * Makes sure that an ffmpeg can do what a compiled plan needs.
 *
 * @throws {VARIANTS_CAPABILITY_MISSING} with every filter, encoder and muxer that it lacks.
 */
export function assertCapable(compiled: CompiledPlan, ffmpeg: Ffmpeg): void {
  const missing = lacking(compiled, ffmpeg);
  if (missing.length > 0) throw new CapabilityMissingError(missing, ffmpeg.path);
}
