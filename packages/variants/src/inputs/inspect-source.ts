import path from 'node:path';
import { probeSource } from '@variegate/inspect';
import { type Ffmpeg, openInput } from '@variegate/runner';
import { InputIsVariantError } from '../errors.ts';
import type { PlannedSource } from '../job/variant-job.ts';
import type { HostMemory } from '../machine/host-memory.ts';
import type { SourceLimits } from '../options/run-options.ts';
import { type HashInputOptions, hashInput } from './hash-input.ts';
import type { SourceInput } from './resolve-inputs.ts';

/** What inspecting a source takes. */
export interface InspectSourceOptions extends HashInputOptions {
  readonly ffmpeg: Ffmpeg;
  readonly memory: HostMemory;
  readonly limits: SourceLimits;
  readonly allowVariants: boolean;
  /** Folder that the source must lie under, where a stranger names it. @default none */
  readonly inputRoot?: string | undefined;
}

/**
 * Finds out what a source is, through one descriptor: what is probed is what is fingerprinted.
 *
 * @throws {VARIANTS_INPUT_IS_VARIANT} when the file is one that this tool has made, and those are not allowed.
 * @throws {RUNNER_INPUT_UNUSABLE} when there is no readable regular file.
 * @throws {INSPECT_MEDIA_UNUSABLE} when it is not a video, or beyond a limit.
 */
export async function inspectSource(
  { path: sourcePath, stem, role = 'reference' }: Pick<SourceInput, 'path' | 'stem' | 'role'>,
  { ffmpeg, memory, limits, allowVariants, inputRoot, ...hashing }: InspectSourceOptions,
): Promise<PlannedSource> {
  await using input = await openInput(sourcePath, 'video', { root: inputRoot });
  const { cacheFolder, signal } = hashing;
  const sha256 = await hashInput(input, hashing);
  const media = await memory.runProbe(maxMemoryBytes =>
    probeSource(input, {
      ...{ sha256, ffmpeg, limits, maxMemoryBytes, cacheFolder: cacheFolder ?? undefined, signal },
    }),
  );
  if (media.provenanceTag !== null && !allowVariants) {
    throw new InputIsVariantError(`"${sourcePath}" is a variant that was made by this tool.`);
  }
  return {
    path: sourcePath,
    file: path.basename(sourcePath),
    stem,
    fingerprint: sha256,
    facts: media.facts,
    role,
  };
}
