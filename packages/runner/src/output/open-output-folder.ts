import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { errnoOf } from '../errno.ts';
import { OutputOutsideRootError, OutputUnwritableError } from '../errors.ts';
import { descriptorPath, isUnder } from '../paths.ts';
import { storageFailure } from './storage-failure.ts';

/** A folder that outputs may go to, held open. */
export interface OpenFolder extends AsyncDisposable {
  /** Absolute path without links, as it was when the folder was opened. */
  readonly path: string;
  /** Whether that path still leads to this folder; false once a part of it was moved away or replaced by a link. */
  readonly isInPlace: () => Promise<boolean>;
  /** Closes the folder; harmless when repeated. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens a root or a folder below it, for paths that strangers name, and makes what is missing of it. No part of the path
 * below the root may be a link. Linux goes from descriptor to descriptor, so that nothing can be swapped in between;
 * elsewhere each part is looked at first.
 *
 * @throws {RUNNER_OUTPUT_OUTSIDE_ROOT} when the path does not lie under the root, or a part of it is a link.
 * @throws {RUNNER_OUTPUT_UNWRITABLE} | {RUNNER_NO_SPACE} | {RUNNER_TOO_MANY_FILES} | {RUNNER_STORAGE_FAILED}
 */
export async function openOutputFolder(
  path: string,
  { root }: { readonly root: string },
): Promise<OpenFolder> {
  const given = resolve(path);
  const realRoot = await realpath(root).catch((error: unknown) => {
    throw storageFailure(error, root);
  });
  const from = [resolve(root), realRoot].find(name => name === given || isUnder(name, given));
  if (from === undefined) throw outsideRoot(given, root);
  const parts = relative(from, given)
    .split(sep)
    .filter(part => part !== '');
  try {
    return process.platform === 'linux' ? await walk(realRoot, parts) : await look(realRoot, parts);
  } catch (error) {
    if (error instanceof LinkMet) throw outsideRoot(given, root);
    throw error instanceof OutputUnwritableError ? error : storageFailure(error, given);
  }
}

/** A part of the path is a link, or was exchanged for something else. */
class LinkMet extends Error {}

const folderFlags =
  constants.O_RDONLY |
  (constants.O_DIRECTORY ?? 0) |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

/** Every step starts from the folder that is held open, whatever has become of its name. */
async function walk(realRoot: string, parts: readonly string[]): Promise<OpenFolder> {
  const path = join(realRoot, ...parts);
  let handle = await open(realRoot, folderFlags);
  try {
    for (const part of parts) {
      const next = await openPart(`/proc/self/fd/${handle.fd}/${part}`);
      await handle.close();
      handle = next;
    }
    const isInPlace = async () => (await descriptorPath(handle, path)) === path;
    if (!(await isInPlace())) throw new LinkMet();
    return { path, isInPlace, [Symbol.asyncDispose]: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openPart(path: string): Promise<FileHandle> {
  await makeUnlessThere(path);
  try {
    return await open(path, folderFlags);
  } catch (error) {
    // The kernel says ENOTDIR of a link too.
    if (errnoOf(error) === 'ELOOP' || (await isLink(path))) throw new LinkMet();
    throw error;
  }
}

async function look(realRoot: string, parts: readonly string[]): Promise<OpenFolder> {
  let path = realRoot;
  for (const part of parts) {
    path = join(path, part);
    await makeUnlessThere(path);
    if (await isLink(path)) throw new LinkMet();
  }
  const isInPlace = async () => (await realpath(path).catch(() => null)) === path;
  if (!(await isInPlace())) throw new LinkMet();
  return { path, isInPlace, [Symbol.asyncDispose]: async () => {} };
}

async function makeUnlessThere(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    if (errnoOf(error) !== 'EEXIST') throw error;
  });
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isSymbolicLink() === true;
}

function outsideRoot(path: string, root: string): OutputOutsideRootError {
  return new OutputOutsideRootError(
    `The output folder "${path}" does not lie under "${root}", where outputs have to go, or a part of it is a link.`,
  );
}
