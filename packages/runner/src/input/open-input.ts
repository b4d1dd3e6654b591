import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errnoOf } from '../errno.ts';
import { InputUnusableError, type InputUnusableReason } from '../errors.ts';
import { descriptorPath, fileUrl, isUnder } from '../paths.ts';
import type { InputKind } from './input-arguments.ts';

/**
 * A regular file, opened once. Programs read it through the descriptor where the system allows that (Linux), so
 * a path that is swapped after the check cannot matter.
 */
export interface OpenInput extends AsyncDisposable {
  /** Absolute path, as it was when the file was opened. */
  readonly path: string;
  readonly kind: InputKind;
  /** What stands after `-i`. Valid only in a program that was started with this input among its `inputs`. */
  readonly ffmpegUrl: string;
  /** Descriptor in this process, and in every program that is given this input on Linux; -1 once it is closed. */
  readonly fd: number;
  /** Bytes, > 0. */
  readonly sizeBytes: number;
  /** Closes the descriptor; harmless when repeated. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** How {@link openInput} treats a path. */
export interface OpenInputOptions {
  /** Whether the last part of the path may be a symbolic link. @default true, with `root` false */
  readonly followSymlink?: boolean | undefined;
  /**
   * Folder that the file must lie under, for paths that strangers name. What counts is where the file lies that was
   * opened, not where its path led when it was checked; and it must have that one name, as a second one could be
   * anywhere. @default none
   */
  readonly root?: string | undefined;
}

// 0 to 3 are the standard streams and progress, 9 belongs to the watchdog: a child gets this file under the same number.
const lowestUsableDescriptor = 10;

/**
 * Opens a media file for programs to read.
 *
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, not readable, or not
 *   under the root.
 */
export async function openInput(
  path: string,
  kind: InputKind,
  { root, followSymlink = root === undefined }: OpenInputOptions = {},
): Promise<OpenInput> {
  const absolute = resolve(path);
  const roots = root === undefined ? null : await namesOf(root);
  // What is not even meant to lie there is not opened at all: that something exists is an answer too.
  if (roots?.every(name => !isUnder(name, absolute))) throw unusable(absolute, 'outside-root');
  const handle = await openAtOrAbove(lowestUsableDescriptor, absolute, followSymlink);
  try {
    const stats = await handle.stat();
    if (roots !== null) {
      const place = await descriptorPath(handle, absolute);
      if (place === null || !isUnder(roots[0], place)) throw unusable(absolute, 'outside-root');
      if (stats.isFile() && stats.nlink !== 1) throw unusable(absolute, 'several-names');
    }
    if (stats.isDirectory()) throw unusable(absolute, 'directory');
    if (!stats.isFile()) throw unusable(absolute, 'not-a-file');
    if (stats.size === 0) throw unusable(absolute, 'empty');
    return {
      path: absolute,
      kind,
      ffmpegUrl:
        process.platform === 'linux' ? `file:/dev/fd/${handle.fd}` : fileUrl(absolute, process.platform),
      get fd() {
        return handle.fd;
      },
      sizeBytes: stats.size,
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A folder's name with every link resolved, and as it was given. */
async function namesOf(folder: string): Promise<readonly [string, string]> {
  const given = resolve(folder);
  return [await realpath(given).catch(() => given), given];
}

async function openAtOrAbove(lowest: number, path: string, followSymlink: boolean): Promise<FileHandle> {
  const tooLow: FileHandle[] = [];
  try {
    for (;;) {
      const handle = await openForReading(path, followSymlink);
      if (handle.fd >= lowest) return handle;
      tooLow.push(handle);
    }
  } finally {
    await Promise.all(tooLow.map(handle => handle.close()));
  }
}

async function openForReading(path: string, followSymlink: boolean): Promise<FileHandle> {
  // O_NONBLOCK: opening a FIFO that nobody writes to must not hang. Windows knows neither flag.
  const flags =
    constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (followSymlink ? 0 : (constants.O_NOFOLLOW ?? 0));
  try {
    return await open(path, flags);
  } catch (error) {
    const reason = await reasonFor(error, path);
    throw reason === null ? error : unusable(path, reason, error);
  }
}

/** What stands in a path in the place of bytes that are not UTF-8: they are lost before this program sees the path. */
const replacementCharacter = '\ufffd';

async function reasonFor(error: unknown, path: string): Promise<InputUnusableReason | null> {
  switch (errnoOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
      return path.includes(replacementCharacter) ? 'not-utf8' : 'missing';
    case 'EACCES':
    case 'EPERM':
      return 'permission';
    case 'EISDIR':
      return 'directory';
    case 'ELOOP':
    case 'ENXIO': // a socket, or a device without a driver
      return 'not-a-file';
    default:
      return (await lstat(path).catch(() => null))?.isFile() === false ? 'not-a-file' : null;
  }
}

const sentences: Readonly<Record<InputUnusableReason, string>> = {
  missing: 'does not exist',
  'not-utf8': 'cannot be found; names that are not UTF-8 cannot be used, so rename it if it is there',
  directory: 'is a folder, not a media file',
  'not-a-file': 'is not a regular file',
  empty: 'is empty',
  permission: 'cannot be read: permission denied',
  'outside-root': 'is not under the folder that inputs may come from',
  'several-names': 'has several names (hard links), of which one may lie elsewhere',
};

function unusable(path: string, reason: InputUnusableReason, cause?: unknown): InputUnusableError {
  return new InputUnusableError(`The input "${path}" ${sentences[reason]}.`, { reason, cause });
}
