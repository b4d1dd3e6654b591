import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { untilAborted } from '@variegate/ground';
import { hashVideo } from '@variegate/inspect';
import { findFfmpeg, writeFileAtomically } from '@variegate/runner';
import { pMapIterable } from 'p-map';
import type { Dataset } from '../dataset/dataset.ts';
import { idsOf } from '../dataset/dataset-ids.ts';
import { readDataset } from '../dataset/read-dataset.ts';
import { DetectorFailedError, OptionInvalidError } from '../errors.ts';
import { csvText } from '../export/csv-text.ts';
import { mediumOfSource, mediumOfVariant } from '../export/export-folder.ts';
import type { Match } from '../tables/match-table.ts';
import { PairIndex } from '../tables/pair-index.ts';
import { readPredictions } from '../tables/read-tables.ts';
import type { FingerprintedVideo } from './fingerprints.ts';
import { AudioMatcher } from './match-audio.ts';
import { FrameMatcher } from './match-frames.ts';

/** The built-in detectors: PDQ hashes of sampled frames, and audio fingerprints. */
export const detectorNames = ['vpdq', 'chromaprint'] as const;

/** One of them. */
export type DetectorName = (typeof detectorNames)[number];

/** Options of {@link matchDataset}. */
export interface MatchDatasetOptions {
  /** A finished output folder. */
  readonly dir: string;
  /** The file to write; its folder must exist. @default `matches.csv` in the folder */
  readonly out?: string;
  /** @default all of them */
  readonly detectors?: readonly DetectorName[];
  /**
   * A detector of the user's own in their place: a program and its first arguments. It is started without a shell, with two more
   * arguments: a CSV that lists the videos (`id,role,path`; the role is `query` or `reference`), and the file to write, in
   * VSC2022's columns with a score.
   */
  readonly command?: readonly string[];
  /** Path of the ffmpeg to use. @default the `VARIEGATE_FFMPEG` variable, else the one on the PATH */
  readonly ffmpegPath?: string;
  /** Folder in which fingerprints are kept from run to run. @default the user's folder for caches */
  readonly cacheFolder?: string;
  /** Called after each video that has its fingerprints. */
  readonly onFingerprint?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** Matches that were written. */
export interface WrittenMatches {
  /** Absolute path of the CSV. */
  readonly path: string;
  readonly rows: number;
  /** Pairs of a query and a reference with any row. */
  readonly pairs: number;
  readonly queries: number;
  readonly references: number;
  /** Videos that had to be decoded, as nothing was cached; `null` where a program of the user's own matched. */
  readonly decoded: number | null;
  /** Wall clock for fingerprints, in seconds; `null` where a program of the user's own matched. */
  readonly fingerprintSeconds: number | null;
  /** Wall clock for matching, in seconds. */
  readonly matchSeconds: number;
  /** Why a detector could not take part, in a sentence. */
  readonly unavailable: readonly string[];
}

const columns = ['query_id', 'ref_id', 'query_start', 'query_end', 'ref_start', 'ref_end', 'score'];

/**
 * Looks for every variant, control and variant of a distractor in every reference of a finished folder, and writes what is found in
 * the format of VSC2022's matching track.
 *
 * @throws {EVALUATION_OPTION_INVALID} for an unknown detector or an empty command.
 * @throws {EVALUATION_DATASET_UNUSABLE} when nothing was made, or a file is missing or has changed.
 * @throws {EVALUATION_DETECTOR_FAILED} when the program cannot be started or fails.
 * @throws {EVALUATION_TABLE_INVALID} when what the program wrote cannot be read, with the line.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg for the built-in detectors.
 */
export function matchDataset(options: MatchDatasetOptions): Promise<WrittenMatches> {
  return untilAborted(options.signal, () => match(options));
}

async function match(options: MatchDatasetOptions): Promise<WrittenMatches> {
  const { detectors = detectorNames, command } = options;
  const unknown = detectors.find(name => !detectorNames.includes(name));
  if (unknown !== undefined || detectors.length === 0)
    throw new OptionInvalidError(
      'detectors',
      `one or more of ${detectorNames.join(', ')}`,
      unknown ?? detectors,
    );
  if (command?.length === 0) throw new OptionInvalidError('command', 'a program and its arguments', command);
  const dataset = await readDataset(options.dir);
  const target = path.resolve(options.out ?? path.join(dataset.dir, 'matches.csv'));
  const found =
    command === undefined
      ? await runDetectors(dataset, detectors, options)
      : await runCommand(dataset, command, options.signal);
  const { matches, ...rest } = found;
  const rows = matches.map(one => [
    ...[one.queryId, one.refId, one.queryStart, one.queryEnd, one.refStart, one.refEnd, one.score ?? 0],
  ]);
  await writeFileAtomically(target, [...csvText(columns, rows)].join(''));
  return {
    path: target,
    rows: matches.length,
    pairs: new Set(matches.map(({ queryId, refId }) => `${queryId} ${refId}`)).size,
    queries: dataset.variants.length,
    references: referencesOf(dataset).length,
    ...rest,
  };
}

type Found = Pick<WrittenMatches, 'decoded' | 'fingerprintSeconds' | 'matchSeconds' | 'unavailable'> & {
  readonly matches: readonly Match[];
};

function referencesOf({ sources }: Dataset) {
  return sources.filter(({ role }) => role === 'reference');
}

async function runDetectors(
  dataset: Dataset,
  detectors: readonly DetectorName[],
  options: MatchDatasetOptions,
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

async function runCommand(
  dataset: Dataset,
  [program = '', ...first]: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Found> {
  const folder = await mkdtemp(path.join(tmpdir(), 'variegate-match-'));
  try {
    const list = path.join(folder, 'videos.csv');
    const out = path.join(folder, 'matches.csv');
    const rows: string[][] = [];
    for (const source of referencesOf(dataset))
      rows.push([source.refId, 'reference', (await mediumOfSource(source, signal)).path]);
    for (const variant of dataset.variants)
      rows.push([variant.queryId, 'query', (await mediumOfVariant(dataset.dir, variant)).path]);
    await writeFileAtomically(list, [...csvText(['id', 'role', 'path'], rows)].join(''));
    const startedAt = performance.now();
    await runProgram(program, [...first, list, out], signal);
    const matchSeconds = (performance.now() - startedAt) / 1000;
    const matches = await readMatches(dataset, out, signal);
    return { matches, matchSeconds, decoded: null, fingerprintSeconds: null, unavailable: [] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Most of what a program says last that an error shows, in characters. */
const tailCharacters = 2000;

async function runProgram(
  program: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  // A process group of its own, so that what it has started ends with it. What it prints belongs to whoever runs this.
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const stop = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  signal?.addEventListener('abort', stop);
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-tailCharacters);
  });
  try {
    const [exitCode, by] = await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
      throw new DetectorFailedError(`"${program}" cannot be started (${error.code ?? error.message}).`, {
        cause: error,
      });
    });
    signal?.throwIfAborted();
    if (exitCode === 0) return;
    const how = exitCode === null ? `was ended by ${by}` : `ended with exit code ${exitCode}`;
    const said = tail.trim().split('\n').at(-1) ?? '';
    throw new DetectorFailedError(`"${program}" ${how}${said === '' ? '' : `: ${said}`}.`);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

async function readMatches(
  dataset: Dataset,
  file: string,
  signal: AbortSignal | undefined,
): Promise<readonly Match[]> {
  const pairs = new PairIndex();
  const table = await readPredictions(file, { pairs, ids: idsOf(dataset), signal });
  if (!table.hasTimes)
    throw new DetectorFailedError(
      `The program must write the columns ${columns.join(', ')}; its file has no times.`,
    );
  const queryIds = new Map(dataset.variants.map(({ name, queryId }) => [name, queryId]));
  const refIds = new Map(referencesOf(dataset).map(({ name, refId }) => [name, refId]));
  return Array.from({ length: table.size }, (_, row) => ({
    queryId: queryIds.get(pairs.queryId(table.pair(row))) as string,
    refId: refIds.get(pairs.refId(table.pair(row))) as string,
    queryStart: table.queryStart(row),
    queryEnd: table.queryEnd(row),
    refStart: table.refStart(row),
    refEnd: table.refEnd(row),
    score: table.score(row),
  }));
}
