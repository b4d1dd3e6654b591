import type { CompiledPlan } from '@variegate/core-filters';
import {
  compareHashes,
  hashSource,
  type Similarity,
  type Verification,
  VerificationFailedError,
  verify,
} from '@variegate/inspect';
import type { Ffmpeg, OpenInput } from '@variegate/runner';
import type { SourceLimits } from '../options/run-options.ts';
import { mediaLimits } from '../planning/inspect-source.ts';
import type { VariantJob } from '../planning/variant-job.ts';
import type { RecordMedia } from '../records/variant-record.ts';

/** What verifying and measuring a finished file takes. */
export interface VerifyAndMeasureOptions {
  readonly job: VariantJob;
  readonly compiled: CompiledPlan;
  /** The source, open. */
  readonly source: OpenInput;
  readonly ffmpeg: Ffmpeg;
  readonly limits: SourceLimits;
  readonly measure: 'off' | 'fast';
  readonly cacheFolder: string | null;
  readonly signal: AbortSignal;
}

/** What one decode of a finished file has shown. */
export interface VerifiedMedia {
  readonly media: RecordMedia;
  /** `null` where it was not asked for, or could not be measured. */
  readonly similarity: Similarity | null;
}

/**
 * Makes sure that a finished file is what it was to become, and measures in the same decode how far it has moved from
 * its source. A file is not worse for not being measurable, so only the first can fail.
 *
 * @throws {INSPECT_VERIFICATION_FAILED} with every mismatch listed.
 */
export async function verifyAndMeasure(
  scratchPath: string,
  options: VerifyAndMeasureOptions,
): Promise<VerifiedMedia> {
  const { ffmpeg, measure, signal } = options;
  const { expected, container } = options.compiled.command;
  const hashFrames = measure === 'fast';
  const verification = await verify(scratchPath, { ffmpeg, expected, container, hashFrames, signal }).catch(
    (error: unknown) => {
      if (!(error instanceof VerificationFailedError)) throw error;
      // Nobody knows the file by its scratch name, and soon it is gone.
      throw new VerificationFailedError(options.job.output, error.mismatches, error);
    },
  );
  const { durationSeconds, frameCount, width, height, hasAudio } = verification;
  return {
    media: { durationSeconds, frameCount, width, height, hasAudio },
    similarity: measure === 'off' ? null : await similarityOf(verification, options),
  };
}

async function similarityOf(
  verification: Verification,
  { job, compiled, source, ffmpeg, limits, cacheFolder, signal }: VerifyAndMeasureOptions,
): Promise<Similarity | null> {
  try {
    const hashes = await hashSource(source, {
      ffmpeg,
      facts: job.source.facts,
      sha256: job.source.fingerprint,
      cacheFolder: cacheFolder ?? undefined,
      limits: mediaLimits(limits),
      signal,
    });
    return await compareHashes(hashes, verification, compiled.segments);
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
