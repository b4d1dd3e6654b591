import { read } from 'node:fs';
import { promisify } from 'node:util';
import { type AssetFacts, rationalToNumber } from '@variegate/core-filters';
import { type OpenInput, openInput } from '@variegate/runner';
import { type ExceededLimit, MediaUnusableError } from '../errors.ts';
import { type FingerprintOptions, fingerprint } from '../fingerprint/fingerprint.ts';
import type { FfprobeStream } from './ffprobe-output.ts';
import { likelyKind } from './likely-kind.ts';
import { isPicture } from './media-facts.ts';
import { defaultMediaLimits, describeExceededLimit, type MediaLimits } from './media-limits.ts';
import { type ProbeOptions, probe } from './probe.ts';
import { runFfprobe } from './run-ffprobe.ts';

/** Most pixels of a still picture, as all of it is held in memory at four bytes each: 4096 x 4096. */
const mostStillPixels = 16_777_216;

/** How a second medium is probed. */
export type ProbeAssetOptions = ProbeOptions & Pick<FingerprintOptions, 'cacheFolder'>;

type FactsWithoutDigest = Omit<AssetFacts, 'sha256'>;

/**
 * Finds out what a file is as a second medium: a still picture (PNG, JPEG), sound (WAV, MP3), or anything that can be a
 * source. What the name ends with does not matter.
 *
 * @throws {INSPECT_MEDIA_UNUSABLE} when it is none of these, is HDR, or is beyond a limit; the message names which.
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, or not readable.
 */
export async function probeAsset(file: string, options: ProbeAssetOptions): Promise<AssetFacts> {
  await using input = await openInput(file, likelyKind(await firstBytes(file)));
  const facts = await factsOf(input, options);
  const { cacheFolder, signal } = options;
  return { sha256: await fingerprint(input, { cacheFolder, signal }), ...facts };
}

async function firstBytes(file: string): Promise<Uint8Array> {
  await using input = await openInput(file, 'video');
  const { buffer, bytesRead } = await promisify(read)(input.fd, Buffer.alloc(12), 0, 12, 0);
  return buffer.subarray(0, bytesRead);
}

function factsOf(input: OpenInput, options: ProbeAssetOptions): Promise<FactsWithoutDigest> {
  switch (input.kind) {
    case 'video':
      return clipFacts(input, options);
    case 'image':
      return pictureFacts(input, options);
    case 'audio':
      return soundFacts(input, options);
  }
}

async function clipFacts(input: OpenInput, options: ProbeAssetOptions): Promise<FactsWithoutDigest> {
  const { facts } = await probe(input, options);
  const { width, height, sampleAspectRatio, highDynamicRange } = facts.video;
  if (highDynamicRange) {
    throw new MediaUnusableError(input.path, 'is HDR, which no second medium may be', {
      reason: 'unreadable-video',
    });
  }
  return {
    kind: 'video',
    width: Math.max(1, Math.round(width * rationalToNumber(sampleAspectRatio))),
    height,
    durationSeconds: microseconds(facts.durationSeconds),
    hasAudio: facts.audio !== null,
  };
}

async function pictureFacts(input: OpenInput, options: ProbeAssetOptions): Promise<FactsWithoutDigest> {
  const limits = limitsOf(options);
  const maxPixels = Math.min(limits.maxPixels, mostStillPixels);
  const { streams } = await headersOf(input, { ...limits, maxPixels }, options);
  const { width = 0, height = 0 } = streams.find(isPicture) ?? {};
  if (width <= 0 || height <= 0) throw notMedia(input, 'is not a picture that can be read');
  if (width * height > maxPixels) {
    throw beyond(input, { name: 'maxPixels', allowed: maxPixels, found: width * height });
  }
  return { kind: 'image', width, height, durationSeconds: 0, hasAudio: false };
}

async function soundFacts(input: OpenInput, options: ProbeAssetOptions): Promise<FactsWithoutDigest> {
  const limits = limitsOf(options);
  const { streams, durationSeconds } = await headersOf(input, limits, options);
  const isAudible = streams.some(
    ({ codec_type, sample_rate = 0 }) => codec_type === 'audio' && sample_rate > 0,
  );
  if (!isAudible || durationSeconds <= 0) throw notMedia(input, 'is not a sound that can be read');
  if (durationSeconds > limits.maxDurationSeconds) {
    const allowed = limits.maxDurationSeconds;
    throw beyond(input, { name: 'maxDurationSeconds', allowed, found: durationSeconds });
  }
  return {
    kind: 'audio',
    width: 0,
    height: 0,
    durationSeconds: microseconds(durationSeconds),
    hasAudio: true,
  };
}

/** As plans hold it. */
function microseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}

function limitsOf({ limits }: ProbeAssetOptions): MediaLimits {
  return { ...defaultMediaLimits, ...limits };
}

async function headersOf(
  input: OpenInput,
  limits: MediaLimits,
  options: ProbeOptions,
): Promise<{ readonly streams: readonly FfprobeStream[]; readonly durationSeconds: number }> {
  const output = await runFfprobe(input, ['-show_format', '-show_streams'], limits, options);
  return { streams: output?.streams ?? [], durationSeconds: output?.format.duration ?? 0 };
}

function notMedia({ path }: OpenInput, detail: string): MediaUnusableError {
  return new MediaUnusableError(path, detail, { reason: 'not-media' });
}

function beyond({ path }: OpenInput, limit: ExceededLimit): MediaUnusableError {
  return new MediaUnusableError(path, describeExceededLimit(limit), { reason: 'limit', limit });
}
