import { read } from 'node:fs';
import { promisify } from 'node:util';
import { type AssetFacts, type AssetKind, rationalToNumber } from '@variegate/core-filters';
import { type OpenInput, openInput } from '@variegate/runner';
import { type ExceededLimit, MediaUnusableError } from '../errors.ts';
import { type FingerprintOptions, fingerprint } from '../source/fingerprint.ts';
import { defaultSourceLimits, describeExceededLimit, type SourceLimits } from '../source-limits.ts';
import { type Opened, withFfmpeg } from '../with-ffmpeg.ts';
import type { FfprobeStream } from './ffprobe-output.ts';
import { isVideoStream } from './media-facts.ts';
import { probe } from './probe.ts';
import { type ProbeOptions, runFfprobe } from './run-ffprobe.ts';

/** Most pixels of an image, as all of it is held in memory at four bytes each: 4096 x 4096. */
const mostStillPixels = 16_777_216;

/** How an asset is probed. */
export type ProbeAssetOptions = ProbeOptions & Pick<FingerprintOptions, 'cacheFolder'>;

type FactsWithoutDigest = Omit<AssetFacts, 'sha256'>;

/**
 * Finds out what a file is as an asset: an image (PNG, JPEG), audio (WAV, MP3), or anything that can be a
 * source. What the name ends with does not matter.
 *
 * @throws {INSPECT_MEDIA_UNUSABLE} when it is none of these, is HDR, or is beyond a limit; the message names which.
 * @throws the reason of `signal` once that is aborted, after everything has been cleaned up.
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, or not readable.
 */
export function probeAsset(file: string, options: ProbeAssetOptions = {}): Promise<AssetFacts> {
  return withFfmpeg(options, opened => probeWith(file, opened));
}

async function probeWith(file: string, options: Opened<ProbeAssetOptions>): Promise<AssetFacts> {
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

function factsOf(input: OpenInput, options: Opened<ProbeAssetOptions>): Promise<FactsWithoutDigest> {
  switch (input.kind) {
    case 'video':
      return clipFacts(input, options);
    case 'image':
      return imageFacts(input, options);
    case 'audio':
      return audioFacts(input, options);
  }
}

async function clipFacts(input: OpenInput, options: Opened<ProbeAssetOptions>): Promise<FactsWithoutDigest> {
  const { facts } = await probe(input, options);
  const { width, height, sampleAspectRatio, highDynamicRange } = facts.video;
  if (highDynamicRange) {
    throw new MediaUnusableError(input.path, 'is HDR, which no asset may be', {
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

async function imageFacts(input: OpenInput, options: Opened<ProbeAssetOptions>): Promise<FactsWithoutDigest> {
  const limits = limitsOf(options);
  const maxPixels = Math.min(limits.maxPixels, mostStillPixels);
  const { streams } = await headersOf(input, { ...limits, maxPixels }, options);
  const { width = 0, height = 0 } = streams.find(isVideoStream) ?? {};
  if (width <= 0 || height <= 0) throw notMedia(input, 'is not an image that can be read');
  if (width * height > maxPixels) {
    throw beyond(input, { name: 'maxPixels', allowed: maxPixels, found: width * height });
  }
  return { kind: 'image', width, height, durationSeconds: 0, hasAudio: false };
}

async function audioFacts(input: OpenInput, options: Opened<ProbeAssetOptions>): Promise<FactsWithoutDigest> {
  const limits = limitsOf(options);
  const { streams, durationSeconds } = await headersOf(input, limits, options);
  const isAudible = streams.some(
    ({ codec_type, sample_rate = 0 }) => codec_type === 'audio' && sample_rate > 0,
  );
  if (!isAudible || durationSeconds <= 0) throw notMedia(input, 'is not audio that can be read');
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

function limitsOf({ limits }: Pick<ProbeAssetOptions, 'limits'>): SourceLimits {
  return { ...defaultSourceLimits, ...limits };
}

async function headersOf(
  input: OpenInput,
  limits: SourceLimits,
  options: Opened<ProbeOptions>,
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

/**
 * What a file claims to be by its first bytes, for want of a better guess a video. Only a claim: it decides which
 * formats ffprobe may take the file for, and nothing else.
 *
 * @see https://www.w3.org/TR/png-3/#5PNG-file-signature
 */
function likelyKind(firstBytes: Uint8Array): AssetKind {
  const starts = (...bytes: readonly number[]): boolean =>
    bytes.every((byte, index) => firstBytes[index] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff)) return 'image';
  const text = Buffer.from(firstBytes).toString('latin1');
  const isWave = text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE';
  const isMpegAudio = firstBytes[0] === 0xff && ((firstBytes[1] ?? 0) & 0xe6) === 0xe2;
  return isWave || text.startsWith('ID3') || isMpegAudio ? 'audio' : 'video';
}
