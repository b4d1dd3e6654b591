import type { CompiledPlan } from '@variegate/core-filters';
import type { Ffmpeg, FfmpegNeeds } from '@variegate/runner';
import { CapabilityMissingError } from '../errors.ts';

/** What an ffmpeg lacks of what something needs, each as `filter perspective`, `encoder libx264` or `muxer mp4`. */
export function lackingOf({ filters, encoders, muxers }: FfmpegNeeds, ffmpeg: Ffmpeg): readonly string[] {
  return [
    ...encoders.filter(name => !ffmpeg.encoders.has(name)).map(name => `encoder ${name}`),
    ...muxers.filter(name => !ffmpeg.muxers.has(name)).map(name => `muxer ${name}`),
    ...filters.filter(name => !ffmpeg.filters.has(name)).map(name => `filter ${name}`),
  ];
}

/** What an ffmpeg lacks of what a compiled plan needs. */
export function lacking({ requires }: CompiledPlan, ffmpeg: Ffmpeg): readonly string[] {
  return lackingOf({ ...requires, muxers: [requires.muxer] }, ffmpeg);
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
