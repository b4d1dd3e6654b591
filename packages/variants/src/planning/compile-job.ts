import { type CompiledPlan, compilePlan, provenanceText } from '@variegate/core-filters';
import type { Ffmpeg } from '@variegate/runner';
import { CapabilityMissingError } from '../errors.ts';
import type { VariantJob } from './variant-job.ts';

/** The ffmpeg command of a job, as data. */
export function compileJob(job: VariantJob): CompiledPlan {
  const { plan, settings, planDigest, source } = job;
  return compilePlan({
    plan,
    facts: source.facts,
    encode: settings.encode,
    plain: settings.plainGraph,
    provenance: settings.provenance ? provenanceText(planDigest) : null,
  });
}

/**
 * Makes sure that an ffmpeg can do what a compiled plan needs.
 *
 * @throws {VARIANTS_CAPABILITY_MISSING} with every filter, encoder and muxer that it lacks.
 */
export function assertCapable({ requires }: CompiledPlan, ffmpeg: Ffmpeg): void {
  const missing = [
    ...requires.filters.filter(name => !ffmpeg.filters.has(name)).map(name => `filter ${name}`),
    ...requires.encoders.filter(name => !ffmpeg.encoders.has(name)).map(name => `encoder ${name}`),
    ...(ffmpeg.muxers.has(requires.muxer) ? [] : [`muxer ${requires.muxer}`]),
  ];
  if (missing.length > 0) throw new CapabilityMissingError(missing, ffmpeg.path);
}
