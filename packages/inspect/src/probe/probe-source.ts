import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { defaultCacheFolder, type OpenInput, readCacheEntry, writeCacheEntry } from '@variegate/runner';
import { borrowInput } from '../borrow-input.ts';
import { cachedFingerprint, fingerprint } from '../source/fingerprint.ts';
import { type Opened, withFfmpeg } from '../with-ffmpeg.ts';
import { probe } from './probe.ts';
import type { ProbedMedia } from './probed-media.ts';
import type { ProbeOptions } from './run-ffprobe.ts';

/** A source as it was probed, and the SHA-256 of its bytes, 64 lower-case hex digits. */
export interface ProbedSource extends ProbedMedia {
  readonly sha256: string;
}

/** How a source is probed. */
export interface ProbeSourceOptions extends ProbeOptions {
  /** Fingerprint of the source, where it is known. @default computed */
  readonly sha256?: string | undefined;
}

/** Grows with every change of what a probe finds out, or of how. */
const probeVersion = 1;

/**
 * Probes and fingerprints a source. What was found out is cached by its content, the version of ffmpeg and the limits: the
 * packets of a long video are read once, however often a batch is continued, and under whatever name.
 *
 * @param file Path of the file, or an input that is already open and stays its owner's.
 * @throws {INSPECT_MEDIA_UNUSABLE} | {RUNNER_INPUT_UNUSABLE} as `probe` does.
 * @throws the reason of `signal` once that is aborted, after everything has been cleaned up.
 */
export function probeSource(
  file: string | OpenInput,
  options: ProbeSourceOptions = {},
): Promise<ProbedSource> {
  return withFfmpeg(options, opened => probeWith(file, opened));
}

async function probeWith(
  file: string | OpenInput,
  options: Opened<ProbeSourceOptions>,
): Promise<ProbedSource> {
  await using borrowed = await borrowInput(file);
  const { input } = borrowed;
  // A file that is no video is refused before all of it is read for its digest.
  const known = options.sha256 ?? (await cachedFingerprint(input, options));
  const kept = known === null ? null : await readCacheEntry(entryPath(known, options));
  if (known !== null && kept !== null) return { ...found(kept), path: input.path, sha256: known };

  const media = await probe(input, options);
  const sha256 = known ?? (await fingerprint(input, options));
  await writeCacheEntry(entryPath(sha256, options), Buffer.from(JSON.stringify(media)));
  return { ...media, sha256 };
}

/** That the bytes are those that were written is known. */
function found(entry: Buffer): ProbedMedia {
  return JSON.parse(entry.toString()) as ProbedMedia;
}

function entryPath(sha256: string, { ffmpeg, limits, cacheFolder }: Opened<ProbeSourceOptions>): string {
  const conditions = JSON.stringify([sha256, probeVersion, ffmpeg.version, limits]);
  const name = createHash('sha256').update(conditions).digest('hex');
  return join(cacheFolder ?? defaultCacheFolder(), 'probes', name);
}
