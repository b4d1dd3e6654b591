import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { hashVideo } from '@variegate/inspect';
import { findFfmpeg } from '@variegate/runner';
import { pMapIterable } from 'p-map';
import { type Dataset, referencesOf } from '../dataset/dataset.ts';
import { mediumOfSource, mediumOfVariant } from '../export/export-folder.ts';
import type { Match } from '../tables/match-table.ts';
import type { FingerprintedVideo } from './fingerprints.ts';
import type { Found } from './found.ts';
import { AudioMatcher } from './match-audio.ts';
import { FrameMatcher } from './match-frames.ts';

/** The built-in detectors: PDQ hashes of sampled frames, and audio fingerprints. */
export const detectorNames = ['vpdq', 'chromaprint'] as const;

/** One of them. */
export type DetectorName = (typeof detectorNames)[number];

/** What they take. */
export interface DetectorOptions {
  readonly ffmpegPath?: string | undefined;
  readonly cacheFolder?: string | undefined;
  readonly onFingerprint?: ((done: number, all: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Fingerprints every video of a set, and looks for the queries in the references. */
export async function runDetectors(
  dataset: Dataset,
  detectors: readonly DetectorName[],
  options: DetectorOptions,
): Promise<Found> {
  const { ffmpegPath, cacheFolder, signal, onFingerprint } = options;
  const ffmpeg = await findFfmpeg({ path: ffmpegPath, cacheFolder, signal });
  const startedAt = performance.now();
  let decoded = 0;
  const hashing = { ffmpeg, cacheFolder, signal, onDecode: () => (decoded += 1) };
  const videos = [
    ...referencesOf(dataset).map(source => ({
      id: source.refId,
      sha256: source.fingerprint,
      medium: () => mediumOfSource(source, signal),
    })),
    ...dataset.variants.map(variant => ({
      id: variant.queryId,
      // The record's digest is that of the file, whose size is compared.
      sha256: variant.sha256,
      medium: () => mediumOfVariant(dataset.dir, variant),
    })),
  ];
  const hashed: FingerprintedVideo[] = [];
  const taken = pMapIterable(
    videos,
    async ({ id, sha256, medium }) => {
      const { path: file } = await medium();
      return {
        id,
        hashes: await hashVideo(file, { ...hashing, sha256: sha256 === '' ? undefined : sha256 }),
      };
    },
    { concurrency: availableParallelism() },
  );
  for await (const video of taken) {
    hashed.push(video);
    onFingerprint?.(hashed.length, videos.length);
  }
  const matchingAt = performance.now();
  const references = hashed.filter(({ id }) => id.startsWith('R'));
  const queries = hashed.filter(({ id }) => id.startsWith('Q'));
  const usesAudio = detectors.includes('chromaprint') && ffmpeg.muxers.has('chromaprint');
  const matches = await matchFingerprints(queries, references, {
    frames: detectors.includes('vpdq'),
    audio: usesAudio,
    signal,
  });
  return {
    ...{ matches, decoded },
    fingerprintSeconds: (matchingAt - startedAt) / 1000,
    matchSeconds: (performance.now() - matchingAt) / 1000,
    unavailable:
      detectors.includes('chromaprint') && !usesAudio
        ? ['Audio was not matched: this ffmpeg was built without chromaprint.']
        : [],
  };
}

/** Which fingerprints are compared. */
export interface MatchingChoice {
  readonly frames: boolean;
  readonly audio: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Looks for every query in every reference by indexes of the references' fingerprints. */
export async function matchFingerprints(
  queries: readonly FingerprintedVideo[],
  references: readonly FingerprintedVideo[],
  { frames, audio, signal }: MatchingChoice,
): Promise<readonly Match[]> {
  const matchers = [
    ...(frames ? [new FrameMatcher(references)] : []),
    ...(audio ? [new AudioMatcher(references)] : []),
  ];
  const matches: Match[] = [];
  for (const query of queries) {
    for (const matcher of matchers) matches.push(...matcher.match(query));
    await setImmediate();
    signal?.throwIfAborted();
  }
  return matches;
}
