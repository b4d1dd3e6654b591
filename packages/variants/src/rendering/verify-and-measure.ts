import {
  compareHashes,
  compareQuality,
  hashSource,
  type LookedForFrames,
  measure,
  planReference,
  type Similarity,
  type Verification,
  VerificationFailedError,
  verify,
} from '@variegate/inspect';
import type { Ffmpeg, OpenInput } from '@variegate/runner';
import type { AssetLibrary } from '../assets/asset-library.ts';
import type { VariantJob } from '../job/variant-job.ts';
import type { MeasureChoice, SourceLimits } from '../options/run-options.ts';
import type { RecordMeasures, RecordMedia } from '../records/variant-record.ts';
import { openCommandInputs } from './open-command-inputs.ts';
import { outputLimits } from './output-limits.ts';
import { resolveFile } from './resolve-file.ts';
import { framesForTarget } from './target-figures.ts';

/** What verifying and measuring a finished file takes. */
export interface VerifyAndMeasureOptions {
  readonly job: VariantJob;
  /** The source, open. */
  readonly source: OpenInput;
  readonly assets: AssetLibrary;
  readonly ffmpeg: Ffmpeg;
  readonly limits: SourceLimits;
  readonly measure: MeasureChoice;
  readonly cacheFolder: string | null;
  readonly signal: AbortSignal;
}

/** What decoding a finished file has shown. */
export interface VerifiedMedia {
  readonly media: RecordMedia;
  /** `null` where it was not asked for, or could not be measured. */
  readonly similarity: Similarity | null;
  /** `null` where not everything was to be measured, or could not be. */
  readonly measures: RecordMeasures | null;
}

type Measured = Pick<VerifiedMedia, 'similarity' | 'measures'>;

const unmeasured: Measured = { similarity: null, measures: null };

/**
 * Makes sure that a finished file matches its plan, and measures how far it has moved from its source. A file is
 * not worse for not being measurable, so only the first can fail.
 *
 * @throws {INSPECT_VERIFICATION_FAILED} with every mismatch listed.
 */
export async function verifyAndMeasure(
  scratchPath: string,
  options: VerifyAndMeasureOptions,
): Promise<VerifiedMedia> {
  const { job, ffmpeg, signal } = options;
  const { expected, container } = job.compiled.command;
  const limits = outputLimits(options.limits, job.compiled);
  const dense = job.target === undefined ? 'each-second' : framesForTarget(job);
  const hashFrames = options.measure === 'fast' ? dense : 'none';
  const check = { ffmpeg, expected, container, limits, hashFrames, signal };
  const verification = await verify(scratchPath, check).catch((error: unknown) => {
    if (!(error instanceof VerificationFailedError)) throw error;
    // The scratch name means nothing to the user, and soon it is gone.
    throw new VerificationFailedError(job.output, error.mismatches, error);
  });
  const { durationSeconds, frameCount, width, height, hasAudio } = verification;
  const measured = await measureAsAsked(scratchPath, verification, options).catch((): Measured => {
    signal.throwIfAborted();
    return unmeasured;
  });
  return { media: { durationSeconds, frameCount, width, height, hasAudio }, ...measured };
}

async function measureAsAsked(
  scratchPath: string,
  verification: Verification,
  options: VerifyAndMeasureOptions,
): Promise<Measured> {
  switch (options.measure) {
    case 'off':
      return unmeasured;
    case 'fast':
      return {
        similarity: await similarityOf(verification, options),
        measures: isQualityWanted(options.job) ? await qualityOf(scratchPath, options) : null,
      };
    case 'full':
      return measureFully(scratchPath, options);
  }
}

async function similarityOf(
  verification: Verification,
  { job, source, ffmpeg, limits, cacheFolder, signal }: VerifyAndMeasureOptions,
): Promise<Similarity> {
  const hashes = await hashSource(source, {
    ffmpeg,
    facts: job.source.facts,
    normalization: job.settings.normalization,
    sha256: job.source.fingerprint,
    cacheFolder: cacheFolder ?? undefined,
    limits: outputLimits(limits, job.compiled),
    signal,
  });
  return compareHashes(hashes, verification, job.compiled.segments, lookedFor(job));
}

/** A share of few frames says little, so that with a target every frame that is hashed counts. */
function lookedFor({ target }: VariantJob): LookedForFrames {
  return target === undefined ? 'each-second' : 'all';
}

/** What was looked for on samples is measured on the whole. */
function isQualityWanted({ search, target }: VariantJob): boolean {
  return search !== undefined || target?.ssim !== undefined;
}

/** How good the picture is, every frame. */
async function qualityOf(
  scratchPath: string,
  { job, source, assets, ffmpeg, limits, signal }: VerifyAndMeasureOptions,
): Promise<RecordMeasures> {
  const { plan, settings, catalogue } = job;
  const { facts } = job.source;
  const { plainGraph: plain, normalization } = settings;
  const reference = planReference({ plan, facts, resolveFile, plain, normalization, catalogue });
  await using opened = await openCommandInputs(reference, source, assets);
  const quality = await compareQuality(source, scratchPath, {
    ...{
      ffmpeg,
      sourceFacts: facts,
      variantFacts: job.compiled.outputFacts,
      segments: job.compiled.segments,
      normalization,
    },
    ...{ reference, referenceInputs: opened.inputs, limits: outputLimits(limits, job.compiled), signal },
  });
  const unavailable = [
    { measure: 'video-signature', reason: 'It is measured with `--measure full` alone.' },
  ] as const;
  return { videoSignature: null, quality, unavailable };
}

/** Every frame, by every measure that the ffmpeg has. */
async function measureFully(
  scratchPath: string,
  { job, source, assets, ffmpeg, limits, cacheFolder, signal }: VerifyAndMeasureOptions,
): Promise<Measured> {
  const { plan, settings, catalogue } = job;
  const { facts } = job.source;
  const { plainGraph: plain, normalization } = settings;
  const reference = planReference({ plan, facts, resolveFile, plain, normalization, catalogue });
  await using opened = await openCommandInputs(reference, source, assets);
  const { similarity, videoSignature, quality, unavailable } = await measure(source, scratchPath, {
    ffmpeg,
    level: 'full',
    lookFor: lookedFor(job),
    segments: job.compiled.segments,
    normalization,
    reference,
    referenceInputs: opened.inputs,
    cacheFolder: cacheFolder ?? undefined,
    limits: outputLimits(limits, job.compiled),
    signal,
  });
  return { similarity, measures: { videoSignature, quality, unavailable } };
}
