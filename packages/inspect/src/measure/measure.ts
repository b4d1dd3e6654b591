import { identitySegments, type Normalization, type SegmentMap } from '@variegate/core-filters';
import type { OpenInput } from '@variegate/runner';
import { borrowInput } from '../borrow-input.ts';
import { decodeAndHash } from '../decode/decode-and-hash.ts';
import { nothingDecoded } from '../decode/decode-media.ts';
import { probe } from '../probe/probe.ts';
import { fingerprint } from '../source/fingerprint.ts';
import { hashSource } from '../source/hash-source.ts';
import { defaultSourceLimits, type SourceLimits } from '../source-limits.ts';
import { type Common, type Opened, withFfmpeg } from '../with-ffmpeg.ts';
import { type MeasuredReference, referenceAssets } from './compare-quality.ts';
import { measureQuality } from './measure-quality.ts';
import { measureSignature } from './measure-signature.ts';
import { type MeasureLevel, type Measurement, unavailableMeasures } from './measurement.ts';
import type { VideoComparison } from './run-comparison.ts';
import { compareHashes, type LookedForFrames } from './similarity.ts';

/** How a variant is measured. */
export interface MeasureOptions extends MeasuredReference, Common {
  /** Which part of the source is where in the variant. @default the two run side by side */
  readonly segments?: SegmentMap | undefined;
  /** What the variant was made with. @default as usual */
  readonly normalization?: Normalization | undefined;
  /** `fast`: hashes at one frame a second, and audio. `full`: every frame and every measure. @default 'full' */
  readonly level?: MeasureLevel | undefined;
  /** Which frames of the variant are looked for in the source. @default 'each-second' */
  readonly lookFor?: LookedForFrames | undefined;
  /** Folder of the cache of source hashes. @default defaultCacheFolder() */
  readonly cacheFolder?: string | undefined;
  /** @default {@link defaultSourceLimits}, each limit separately */
  readonly limits?: Partial<SourceLimits> | undefined;
  /** Decoder and filter threads, 1 or more. @default 1 */
  readonly threads?: number | undefined;
  /** Wall clock of each run of ffmpeg, in milliseconds, > 0. @default at least 300 s, more for long videos */
  readonly timeoutMs?: number | undefined;
}

/**
 * Measures how far a variant has moved from its source, and how good its video is.
 *
 * @throws {INSPECT_MEDIA_UNUSABLE} when one of the two is not a video, or is beyond a limit; the message names which.
 * @throws {RUNNER_INPUT_UNUSABLE} when a path is missing, a folder, not a regular file, empty, or not readable.
 * @throws the reason of `signal` once that is aborted, after everything has been cleaned up.
 * @throws {RUNNER_TIMED_OUT} after `timeoutMs`.
 */
export function measure(
  sourceFile: string | OpenInput,
  variantFile: string | OpenInput,
  options: MeasureOptions = {},
): Promise<Measurement> {
  return withFfmpeg(options, opened => measureWith(sourceFile, variantFile, opened));
}

async function measureWith(
  sourceFile: string | OpenInput,
  variantFile: string | OpenInput,
  options: Opened<MeasureOptions>,
): Promise<Measurement> {
  await using borrowedSource = await borrowInput(sourceFile);
  await using borrowedVariant = await borrowInput(variantFile);
  const source = borrowedSource.input;
  const variant = borrowedVariant.input;
  const { ffmpeg, normalization = {}, cacheFolder, threads = 1, timeoutMs, signal, level = 'full' } = options;
  const limits = { ...defaultSourceLimits, ...options.limits };

  const { facts: sourceFacts } = await probe(source, { ffmpeg, limits, signal });
  const { facts: variantFacts } = await probe(variant, { ffmpeg, limits, signal });
  const common = { ffmpeg, normalization, limits, threads, timeoutMs, signal };
  const sha256 = await fingerprint(source, { cacheFolder, signal });
  const sourceHashes = await hashSource(source, { ...common, facts: sourceFacts, sha256, cacheFolder });
  const frames = level === 'full' ? 'every' : 'each-second';
  const decoded = await decodeAndHash(variant, { ...common, facts: variantFacts, frames });
  if (decoded.frameCount === 0) throw nothingDecoded(variant, decoded);

  const segments =
    options.segments ?? identitySegments(Math.min(sourceHashes.durationSeconds, decoded.durationSeconds));
  const hashed = { pdq: decoded.frames, audioFingerprint: decoded.audioFingerprint };
  const similarity = await compareHashes(sourceHashes, hashed, segments, options.lookFor);

  const comparison: VideoComparison = { ...common, source, variant, sourceFacts, variantFacts, segments };
  const full = level === 'full';
  const canSign = full && ffmpeg.filters.has('signature');
  const videoSignature = canSign ? await measureSignature(comparison) : null;
  const quality = full
    ? await measureQuality(comparison, options.reference ?? null, referenceAssets(options))
    : null;
  return {
    formatVersion: 1,
    source: {
      path: source.path,
      sha256,
      durationSeconds: sourceHashes.durationSeconds,
      frameCount: sourceHashes.times.length,
    },
    variant: {
      path: variant.path,
      sha256: await fingerprint(variant, { cacheFolder, signal }),
      durationSeconds: decoded.durationSeconds,
      frameCount: decoded.frameCount,
    },
    alignment: options.segments === undefined ? 'assumed' : 'given',
    similarity,
    videoSignature,
    quality,
    unavailable: unavailableMeasures({
      level,
      filters: ffmpeg.filters,
      muxers: ffmpeg.muxers,
      bothHaveAudio: sourceFacts.audio !== null && variantFacts.audio !== null,
      similarity,
      videoSignature,
      quality,
    }),
  };
}
