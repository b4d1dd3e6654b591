import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defaultCacheFolder } from '../cache.ts';
import { FfmpegMissingError, FfmpegTooOldError, RunCancelledError } from '../errors.ts';
import { locateProgram } from '../process/locate-program.ts';
import type { ProgramPaths } from '../process/run-tool.ts';
import { isTooOld, oldestVersion } from './known-versions.ts';
import {
  parseCodecNames,
  parseFilterNames,
  parseMuxerNames,
  parseVersion,
  readListing,
} from './read-listing.ts';
import { type Capabilities, rememberedCapabilities } from './remembered-capabilities.ts';

/** An ffmpeg with its ffprobe, and what it can do. */
export interface Ffmpeg extends ProgramPaths, Capabilities {
  /** The same as long as the file of the binary is the same: version, device, inode, size and time of change. */
  readonly identity: string;
}

/** Where {@link findFfmpeg} looks. */
export interface FindFfmpegOptions {
  /** Path or name of ffmpeg. @default `VARIEGATE_FFMPEG`, then `ffmpeg` in the search path */
  readonly path?: string | undefined;
  /** @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folder in which what a binary can do is remembered. @default defaultCacheFolder() */
  readonly cacheFolder?: string | undefined;
  /** Asks the binary itself, whatever is remembered of it. @default false */
  readonly afresh?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Which ffmpeg is used: one that {@link findFfmpeg} has opened, or where to find it. */
export interface FfmpegChoice {
  /** One that is open already; comes before `ffmpegPath`. */
  readonly ffmpeg?: Ffmpeg | undefined;
  /** Path or name of ffmpeg. @default `VARIEGATE_FFMPEG`, then `ffmpeg` in the search path */
  readonly ffmpegPath?: string | undefined;
  /** Folder in which what a binary can do is remembered. @default defaultCacheFolder() */
  readonly cacheFolder?: string | undefined;
}

/**
 * The ffmpeg of a choice.
 *
 * @throws {RUNNER_FFMPEG_MISSING} with how to get it.
 */
export async function chosenFfmpeg(
  { ffmpeg, ffmpegPath, cacheFolder }: FfmpegChoice,
  signal?: AbortSignal,
): Promise<Ffmpeg> {
  return ffmpeg ?? (await findFfmpeg({ path: ffmpegPath, cacheFolder, signal }));
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
  const { cacheFolder = defaultCacheFolder(), afresh = false } = options;
  const read = () =>
    openBinary({ path, probePath }, { identity: binary, cacheFolder: afresh ? null : cacheFolder });
  // Shared by all callers, so the signal of one does not end it; it takes a moment.
  const reading = (afresh ? undefined : known.get(key)) ?? read();
  known.set(key, reading);
  // The reason of a failure may be gone when the next caller asks.
  reading.catch(() => known.delete(key));
  const ffmpeg = await reading;
  if (options.signal?.aborted === true) {
    throw new RunCancelledError('The search for ffmpeg was cancelled.', { cause: options.signal.reason });
  }
  return ffmpeg;
}

/** @param cacheFolder - `null`: nothing is remembered. */
async function openBinary(
  paths: ProgramPaths,
  { identity, cacheFolder }: { readonly identity: string; readonly cacheFolder: string | null },
): Promise<Ffmpeg> {
  const ask = () => askForCapabilities(paths);
  const capabilities =
    cacheFolder === null
      ? await ask()
      : await rememberedCapabilities({ path: paths.path, identity, cacheFolder }, ask);
  return { ...paths, ...capabilities, identity: `${capabilities.version}:${identity}` };
}

async function askForCapabilities(paths: ProgramPaths): Promise<Capabilities> {
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
    version,
    filters: parseFilterNames(filters),
    encoders: parseCodecNames(encoders),
    muxers: parseMuxerNames(muxers),
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
