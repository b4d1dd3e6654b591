import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { defaultCacheFolder, type OpenInput, readCacheEntry, writeCacheEntry } from '@variegate/runner';
import { borrowInput } from './borrow-input.ts';
import { decodeAndHash } from './decode/decode-and-hash.ts';
import { nothingDecoded } from './decode/decode-media.ts';
import { firstOfEachSecond } from './measure/matched-frames.ts';
import { pdqVersion } from './pdq/luma-hasher.ts';
import { pdqHashWords } from './pdq/pdq-hash.ts';
import { probe } from './probe/probe.ts';
import { fingerprint } from './source/fingerprint.ts';
import { packSourceHashes, unpackSourceHashes, type VideoHashes } from './source/source-hashes.ts';
import { defaultSourceLimits, type SourceLimits } from './source-limits.ts';
import { type Common, type Opened, withFfmpeg } from './with-ffmpeg.ts';

/** How a video is hashed. */
export interface HashVideoOptions extends Common {
  /** SHA-256 of the file, where it is known. @default computed */
  readonly sha256?: string | undefined;
  /** Folder of the cache; made where it is missing. @default defaultCacheFolder() */
  readonly cacheFolder?: string | undefined;
  /** @default {@link defaultSourceLimits}, each limit separately */
  readonly limits?: Partial<SourceLimits> | undefined;
  /** Called once where the file has to be decoded, because nothing is cached. */
  readonly onDecode?: (() => void) | undefined;
}

/**
 * Hashes the first frame of each second of any video, as it is, and its audio, in one decode; cached by the digest of the file.
 *
 * @throws {INSPECT_MEDIA_UNUSABLE} when it is no video, is beyond a limit, or not a single frame can be decoded.
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, or not readable.
 * @throws the reason of `signal` once that is aborted, after everything has been cleaned up.
 */
export function hashVideo(file: string | OpenInput, options: HashVideoOptions): Promise<VideoHashes> {
  return withFfmpeg(options, opened => hashWith(file, opened));
}

async function hashWith(file: string | OpenInput, options: Opened<HashVideoOptions>): Promise<VideoHashes> {
  await using borrowed = await borrowInput(file);
  const { input } = borrowed;
  const { ffmpeg, signal, cacheFolder = defaultCacheFolder() } = options;
  const sha256 = options.sha256 ?? (await fingerprint(input, { cacheFolder, signal }));
  const parts = [sha256, pdqVersion, ffmpeg.version, ffmpeg.muxers.has('chromaprint')];
  const entryPath = join(
    cacheFolder,
    'video-hashes',
    createHash('sha256').update(parts.join('\n')).digest('hex'),
  );
  const entry = await readCacheEntry(entryPath);
  const cached = entry === null ? null : unpackSourceHashes(entry, pdqHashWords);
  if (cached !== null) return cached;
  options.onDecode?.();
  const hashes = await decode(input, options);
  await writeCacheEntry(entryPath, packSourceHashes(hashes));
  return hashes;
}

async function decode(input: OpenInput, options: Opened<HashVideoOptions>): Promise<VideoHashes> {
  const { ffmpeg, signal } = options;
  const limits = { ...defaultSourceLimits, ...options.limits };
  const { facts } = await probe(input, { ffmpeg, limits, signal });
  const decoded = await decodeAndHash(input, { ffmpeg, facts, limits, frames: 'each-second', signal });
  if (decoded.frameCount === 0) throw nothingDecoded(input, decoded);
  const frames = firstOfEachSecond(decoded.frames);
  const words = new Uint32Array(frames.length * pdqHashWords);
  for (const [place, { hash }] of frames.entries()) words.set(hash, place * pdqHashWords);
  return {
    durationSeconds: decoded.durationSeconds,
    times: Float64Array.from(frames, ({ timeSeconds }) => timeSeconds),
    qualities: Uint8Array.from(frames, ({ quality }) => quality),
    words,
    audioFingerprint: decoded.audioFingerprint,
  };
}
