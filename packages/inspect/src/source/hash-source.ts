import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { MediaFacts, Normalization } from '@variegate/core-filters';
import { defaultCacheFolder, type OpenInput, readCacheEntry, writeCacheEntry } from '@variegate/runner';
import { borrowInput } from '../borrow-input.ts';
import { decodedLumaRange, decodeMedia, nothingDecoded } from '../decode/decode-media.ts';
import { createLumaHasher, type LumaHashes, pdqVersion } from '../pdq/luma-hasher.ts';
import { defaultSourceLimits, type SourceLimits } from '../source-limits.ts';
import { wholePad } from '../whole-pad.ts';
import { type Common, type Opened, withFfmpeg } from '../with-ffmpeg.ts';
import { fingerprint } from './fingerprint.ts';
import { SharedWork } from './shared-work.ts';
import { packSourceHashes, type SourceHashes, unpackSourceHashes, wordsPerFrame } from './source-hashes.ts';

/** How a source is hashed. */
export interface HashSourceOptions extends Common {
  /** What `probe` says of the source. */
  readonly facts: MediaFacts;
  /** What its variants were made with. @default as usual */
  readonly normalization?: Normalization | undefined;
  /** Fingerprint of the source, where it is known. @default computed */
  readonly sha256?: string | undefined;
  /** Folder of the cache; made where it is missing. @default defaultCacheFolder() */
  readonly cacheFolder?: string | undefined;
  /** @default {@link defaultSourceLimits}, each limit separately */
  readonly limits?: Partial<SourceLimits> | undefined;
  /** Decoder and filter threads, 1 or more. @default 1 */
  readonly threads?: number | undefined;
  /** Wall clock of the decode, in milliseconds, > 0. @default the larger of 300 s and ten times the video's length */
  readonly timeoutMs?: number | undefined;
  /** Called with the pid of the decoding ffmpeg. */
  readonly onStarted?: ((pid: number) => void) | undefined;
}

/**
 * Hashes every frame of a source, as its variants begin with it, in all eight flips and rotations, and its audio. The result is cached by the
 * source's fingerprint, so that it is made once, however many variants are compared with it.
 *
 * @throws {INSPECT_MEDIA_UNUSABLE} when not a single frame can be decoded.
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, or not readable.
 * @throws the reason of `signal` once that is aborted, after everything has been cleaned up.
 * @throws {RUNNER_TIMED_OUT} after `timeoutMs`.
 */
export function hashSource(file: string | OpenInput, options: HashSourceOptions): Promise<SourceHashes> {
  return withFfmpeg(options, opened => hashWith(file, opened));
}

async function hashWith(file: string | OpenInput, options: Opened<HashSourceOptions>): Promise<SourceHashes> {
  await using borrowed = await borrowInput(file);
  const { input } = borrowed;
  const cacheFolder = options.cacheFolder ?? defaultCacheFolder();
  const sha256 = options.sha256 ?? (await fingerprint(input, { cacheFolder, signal: options.signal }));
  const entryPath = join(cacheFolder, 'source-hashes', entryName(sha256, options));
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

/** Another definition of the hash, another decoder, chromaprint where there was none, or frames made whole otherwise: another entry. */
function entryName(sha256: string, { ffmpeg, facts, normalization }: Opened<HashSourceOptions>): string {
  const pad = wholePad(0, facts.video, normalization);
  const chromaprint = ffmpeg.muxers.has('chromaprint');
  const parts = [sha256, pdqVersion, ffmpeg.version, chromaprint, ...(pad === '[0:V:0]' ? [] : [pad])];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

async function decodeAndHash(input: OpenInput, options: Opened<HashSourceOptions>): Promise<SourceHashes> {
  const { ffmpeg, facts, normalization = {}, threads, timeoutMs, onStarted, signal } = options;
  const hasher = createLumaHasher(facts.video.width, facts.video.height, decodedLumaRange(facts));
  const collector = new HashCollector();
  const decoded = await decodeMedia(input, {
    ffmpeg,
    facts,
    limits: { ...defaultSourceLimits, ...options.limits },
    frames: 'every',
    normalization,
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

/** Collects the hashes of frames whose number is not known beforehand, in arrays that double when they are full. */
export class HashCollector {
  #times = new Float64Array(64);
  #qualities = new Uint8Array(64);
  #words = new Uint32Array(64 * wordsPerFrame);
  #count = 0;

  add(timeSeconds: number, { quality, hashes }: LumaHashes): void {
    if (this.#count === this.#times.length) this.#grow();
    this.#times[this.#count] = timeSeconds;
    this.#qualities[this.#count] = quality;
    this.#words.set(hashes, this.#count * wordsPerFrame);
    this.#count += 1;
  }

  /** @param startSeconds Time of the first frame, from which the times of the result count. */
  finish(startSeconds: number) {
    return {
      times: this.#times.slice(0, this.#count).map(time => time - startSeconds),
      qualities: this.#qualities.slice(0, this.#count),
      words: this.#words.slice(0, this.#count * wordsPerFrame),
    };
  }

  #grow(): void {
    const { length } = this.#times;
    const times = new Float64Array(2 * length);
    const qualities = new Uint8Array(2 * length);
    const words = new Uint32Array(2 * length * wordsPerFrame);
    times.set(this.#times);
    qualities.set(this.#qualities);
    words.set(this.#words);
    this.#times = times;
    this.#qualities = qualities;
    this.#words = words;
  }
}
