import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { MediaFacts } from '@variegate/core-filters';
import type { Ffmpeg, OpenInput } from '@variegate/runner';
import { readCacheEntry, writeCacheEntry } from '../cache/cache-entry.ts';
import { defaultCacheFolder } from '../cache/cache-folder.ts';
import { decodedLumaRange, decodeMedia } from '../decode/decode-media.ts';
import { nothingDecoded } from '../decode/nothing-decoded.ts';
import { fingerprint } from '../fingerprint/fingerprint.ts';
import { borrowInput } from '../input/borrow-input.ts';
import { createLumaHasher, pdqVersion } from '../pdq/luma-hasher.ts';
import { defaultMediaLimits, type MediaLimits } from '../probe/media-limits.ts';
import { HashCollector } from './hash-collector.ts';
import { SharedWork } from './shared-work.ts';
import { packSourceHashes, type SourceHashes, unpackSourceHashes } from './source-hashes.ts';

/** How a source is hashed. */
export interface HashSourceOptions {
  readonly ffmpeg: Ffmpeg;
  /** What `probe` says of the source. */
  readonly facts: MediaFacts;
  /** Fingerprint of the source, where it is known. @default computed */
  readonly sha256?: string | undefined;
  /** Folder of the cache; made where it is missing. @default defaultCacheFolder() */
  readonly cacheFolder?: string | undefined;
  /** @default {@link defaultMediaLimits}, each by itself */
  readonly limits?: Partial<MediaLimits> | undefined;
  /** Decoder and filter threads, 1 or more. @default 1 */
  readonly threads?: number | undefined;
  /** Wall clock of the decode, in milliseconds, > 0. @default the larger of 300 s and ten times the video's length */
  readonly timeoutMs?: number | undefined;
  /** Called with the pid of the decoding ffmpeg. */
  readonly onStarted?: ((pid: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Hashes every frame of a source in all eight flips and rotations, and its sound. The result is cached by the
 * source's fingerprint, so that it is made once, however many variants are compared with it.
 *
 * @throws {INSPECT_MEDIA_UNUSABLE} when not a single frame can be decoded.
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, or not readable.
 * @throws {RUNNER_CANCELLED} after `signal` was aborted.
 * @throws {RUNNER_TIMED_OUT} after `timeoutMs`.
 */
export async function hashSource(
  file: string | OpenInput,
  options: HashSourceOptions,
): Promise<SourceHashes> {
  await using borrowed = await borrowInput(file);
  const { input } = borrowed;
  const cacheFolder = options.cacheFolder ?? defaultCacheFolder();
  const sha256 = options.sha256 ?? (await fingerprint(input, { cacheFolder, signal: options.signal }));
  const entryPath = join(cacheFolder, 'source-hashes', entryName(sha256, options.ffmpeg));
  return await hashing.run(entryPath, options.signal, async () => {
    const entry = await readCacheEntry(entryPath);
    const cached = entry === null ? null : unpackSourceHashes(entry);
    if (cached !== null) return cached;
    const hashes = await decodeAndHash(input, options);
    await writeCacheEntry(entryPath, packSourceHashes(hashes));
    return hashes;
  });
}

/** Variants that finish at the same time need the same hashes. */
const hashing = new SharedWork<SourceHashes>();

/** Another definition of the hash, another decoder, or chromaprint where there was none: another entry. */
function entryName(sha256: string, ffmpeg: Ffmpeg): string {
  const parts = [sha256, pdqVersion, ffmpeg.version, ffmpeg.muxers.has('chromaprint')];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

async function decodeAndHash(input: OpenInput, options: HashSourceOptions): Promise<SourceHashes> {
  const { ffmpeg, facts, threads, timeoutMs, onStarted, signal } = options;
  const hasher = createLumaHasher(facts.video.width, facts.video.height, decodedLumaRange(facts));
  const collector = new HashCollector();
  const decoded = await decodeMedia(input, {
    ffmpeg,
    facts,
    limits: { ...defaultMediaLimits, ...options.limits },
    frames: 'every',
    onLuma: (luma, seconds) => collector.add(seconds, hasher.hashOrientations(luma)),
    threads,
    timeoutMs,
    onStarted,
    signal,
  });
  if (decoded.frameCount === 0) throw nothingDecoded(input, decoded);
  const { durationSeconds, startSeconds, audioFingerprint } = decoded;
  return { durationSeconds, audioFingerprint, ...collector.finish(startSeconds) };
}
