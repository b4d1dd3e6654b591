import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FfmpegMissingError, FfmpegTooOldError, RunCancelledError } from '../errors.ts';
import { locateProgram } from '../process/locate-program.ts';
import type { ProgramPaths } from '../process/run-tool.ts';
import { isTooOld, oldestVersion } from './oldest-version.ts';
import { parseCodecNames, parseFilterNames, parseMuxerNames, parseVersion } from './parse-listing.ts';
import { readListing } from './read-listing.ts';

/** An ffmpeg with its ffprobe, and what it can do. */
export interface Ffmpeg extends ProgramPaths {
  /** As ffmpeg writes it, such as `7.1` or `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** Names of the filters. */
  readonly filters: ReadonlySet<string>;
  /** Names of the encoders. */
  readonly encoders: ReadonlySet<string>;
  /** Names of the output formats. */
  readonly muxers: ReadonlySet<string>;
  /** The same as long as the file of the binary is the same: version, device, inode, size and time of change. */
  readonly identity: string;
}

/** Where {@link findFfmpeg} looks. */
export interface FindFfmpegOptions {
  /** Path or name of ffmpeg. @default `VARIEGATE_FFMPEG`, then `ffmpeg` in the search path */
  readonly path?: string | undefined;
  /** @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

const known = new Map<string, Promise<Ffmpeg>>();

/**
 * Finds ffmpeg and ffprobe and reads, once for each binary, what they can do.
 *
 * @throws {RUNNER_FFMPEG_MISSING} with how to get it.
 * @throws {RUNNER_FFMPEG_TOO_OLD} before 5.1, with how to get a newer one.
 * @throws {RUNNER_CANCELLED} after `signal` was aborted.
 */
export async function findFfmpeg(options: FindFfmpegOptions = {}): Promise<Ffmpeg> {
  const environment = options.env ?? process.env;
  const wanted = options.path ?? (environment['VARIEGATE_FFMPEG'] || 'ffmpeg');
  const path = await locateProgram(wanted, environment);
  if (path === null) throw missing(`No executable ffmpeg was found as "${wanted}".`);
  const probePath = await locateProbe(path, environment);
  if (probePath === null) throw missing(`No ffprobe was found beside "${path}" or in the search path.`);

  const binary = await binaryIdentity(path);
  const key = JSON.stringify([path, probePath, binary]);
  // Shared by all who ask, so one caller's signal does not end it; it takes a moment.
  const reading = known.get(key) ?? readCapabilities({ path, probePath }, binary);
  known.set(key, reading);
  // The reason of a failure may be gone when the next caller asks.
  reading.catch(() => known.delete(key));
  const ffmpeg = await reading;
  if (options.signal?.aborted === true) {
    throw new RunCancelledError('The search for ffmpeg was cancelled.', { cause: options.signal.reason });
  }
  return ffmpeg;
}

async function readCapabilities(paths: ProgramPaths, binary: string): Promise<Ffmpeg> {
  const [versionText, filters, encoders, muxers] = await Promise.all([
    readListing(paths, '-version'),
    readListing(paths, '-filters'),
    readListing(paths, '-encoders'),
    readListing(paths, '-muxers'),
  ]);
  const version = parseVersion(versionText);
  if (version === null) throw missing(`"${paths.path}" does not answer like ffmpeg.`);
  if (isTooOld(version)) {
    const sentence = `ffmpeg ${version} at "${paths.path}" is too old: ${oldestVersion} or later is needed.`;
    throw new FfmpegTooOldError(`${sentence} ${howToGetNewer}`);
  }
  return {
    ...paths,
    version,
    filters: parseFilterNames(filters),
    encoders: parseCodecNames(encoders),
    muxers: parseMuxerNames(muxers),
    identity: `${version}:${binary}`,
  };
}

async function locateProbe(
  ffmpegPath: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const ending = process.platform === 'win32' ? '.exe' : '';
  return (
    (await locateProgram(join(dirname(ffmpegPath), `ffprobe${ending}`), environment)) ??
    (await locateProgram('ffprobe', environment))
  );
}

async function binaryIdentity(path: string): Promise<string> {
  const { dev, ino, size, mtimeMs } = await stat(await realpath(path));
  return [dev, ino, size, Math.round(mtimeMs)].join('-');
}

function missing(sentence: string): FfmpegMissingError {
  return new FfmpegMissingError(`${sentence} ${howToGetIt[process.platform] ?? howToGetIt['linux']}`);
}

const howToGetNewer =
  'Where the package manager has no newer one, take a build from https://ffmpeg.org/download.html and name it with VARIEGATE_FFMPEG.';

const howToGetIt: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux:
    'Install it with your package manager (apt install ffmpeg, dnf install ffmpeg, apk add ffmpeg), or name it with VARIEGATE_FFMPEG.',
  darwin: 'Install it with "brew install ffmpeg", or name it with VARIEGATE_FFMPEG.',
  win32: 'Install it with "winget install ffmpeg", or name it with VARIEGATE_FFMPEG.',
};
