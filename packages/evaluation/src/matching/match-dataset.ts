import path from 'node:path';
import { untilAborted } from '@variegate/ground';
import { writeFileAtomically } from '@variegate/runner';
import { referencesOf } from '../dataset/dataset.ts';
import { readDataset } from '../dataset/read-dataset.ts';
import { OptionInvalidError } from '../errors.ts';
import { csvText } from '../export/csv-text.ts';
import type { Found } from './found.ts';
import { type DetectorName, detectorNames, runDetectors } from './run-detectors.ts';
import { matchColumns, runOwnDetector } from './run-own-detector.ts';

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
export interface WrittenMatches extends Omit<Found, 'matches'> {
  /** Absolute path of the CSV. */
  readonly path: string;
  readonly rows: number;
  /** Pairs of a query and a reference with any row. */
  readonly pairs: number;
  readonly queries: number;
  readonly references: number;
}

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
      : await runOwnDetector(dataset, command, options.signal);
  const { matches, ...rest } = found;
  const rows = matches.map(one => [
    ...[one.queryId, one.refId, one.queryStart, one.queryEnd, one.refStart, one.refEnd, one.score ?? 0],
  ]);
  await writeFileAtomically(target, [...csvText(matchColumns, rows)].join(''));
  return {
    path: target,
    rows: matches.length,
    pairs: new Set(matches.map(({ queryId, refId }) => `${queryId} ${refId}`)).size,
    queries: dataset.variants.length,
    references: referencesOf(dataset).length,
    ...rest,
  };
}
