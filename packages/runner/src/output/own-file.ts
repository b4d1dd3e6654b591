import { constants } from 'node:fs';
import { type FileHandle, lstat, open, rm } from 'node:fs/promises';
import { errnoOf } from '../errno.ts';
import { OutputUnwritableError } from '../errors.ts';
import { readOpenText, type TextLimits } from '../input/read-text-file.ts';
import { sha256Of } from '../input/sha256-of.ts';

/*
 * Files that this tool keeps in an output folder under names that anyone can foresee. Whoever else may write there could
 * put a link in their place, so that something outside is read, emptied or added to: a link is never followed. The name
 * of the file alone is guarded. That no folder above it is a link is looked at when a run begins or a step of a batch
 * does; Node opens by path, so a folder that is exchanged for a link between that look and the opening is followed.
 * Hard links are not told from other files.
 */

/**
 * Opens such a file.
 *
 * @param flags - of `open(2)`, such as `O_RDWR | O_CREAT`
 * @throws {RUNNER_OUTPUT_UNWRITABLE} when it is a link or no regular file.
 */
export async function openOwnFile(path: string, flags: number): Promise<FileHandle> {
  // Windows has no such flag.
  if (constants.O_NOFOLLOW === undefined && (await isLink(path))) throw notOwn(path);
  // O_NONBLOCK: a FIFO that nobody reads or writes must not hang.
  const safe = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(path, flags | safe).catch((error: unknown) => {
    throw ['ELOOP', 'ENXIO'].includes(errnoOf(error) ?? '') ? notOwn(path, error) : error;
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw notOwn(path);
}

/** Makes such a file anew for reading and writing; what had its name, a link too, is removed and not touched otherwise. */
export async function createOwnFile(path: string): Promise<FileHandle> {
  await rm(path, { force: true });
  return open(path, 'wx+');
}

/**
 * Reads the text of such a file.
 *
 * @throws {RUNNER_OUTPUT_UNWRITABLE} when it is a link or no regular file.
 * @throws {RUNNER_TEXT_UNUSABLE} when it is beyond a limit, or not text in UTF-8.
 */
export async function readOwnText(path: string, limits: TextLimits): Promise<string> {
  await using file = await openOwnFile(path, constants.O_RDONLY);
  return await readOpenText(file, path, limits);
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isSymbolicLink() === true;
}

function notOwn(path: string, cause?: unknown): OutputUnwritableError {
  return new OutputUnwritableError(`"${path}" is a link or no regular file, and is left as it is.`, {
    cause,
  });
}

/**
 * The SHA-256 of such a file, as hex digits.
 *
 * @throws {RUNNER_OUTPUT_UNWRITABLE} when it is a link or no regular file.
 */
export async function sha256OfOwnFile(path: string, signal?: AbortSignal): Promise<string> {
  await using file = await openOwnFile(path, constants.O_RDONLY);
  return (await sha256Of(file.fd, signal)).toString('hex');
}
