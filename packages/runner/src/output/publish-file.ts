import { constants } from 'node:fs';
import { link, lstat, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from '../errno.ts';
import { OutputExistsError, RunnerError } from '../errors.ts';
import { openOwnFile, sha256OfOwnFile } from './own-file.ts';
import { storageFailure } from './storage-failure.ts';
import { syncFolder } from './sync-folder.ts';

/** What {@link publishFile} needs to know. */
export interface Publication {
  /** A finished file in the folder of the target. */
  readonly scratchPath: string;
  readonly targetPath: string;
  readonly replace: Replacement;
}

/**
 * Whether a file that is already there is replaced. With `where-it-differs` one of the same bytes stays as it is, so that of
 * several processes that make the same file at once, only the first gives it its name.
 */
export type Replacement = boolean | 'where-it-differs';

/**
 * Gives a finished file its final name so that a crash at any moment leaves either nothing or the whole file under
 * that name: fsync of the file, `link` or `rename`, fsync of the folder. The scratch name is gone afterwards,
 * unless the call fails; then it is the caller's to remove.
 *
 * @throws {RUNNER_OUTPUT_EXISTS} when the target exists and `replace` is false.
 * @throws {RUNNER_NO_SPACE} | {RUNNER_OUTPUT_UNWRITABLE} | {RUNNER_STORAGE_FAILED}
 */
export async function publishFile({ scratchPath, targetPath, replace }: Publication): Promise<void> {
  try {
    await syncFile(scratchPath);
    if (replace === 'where-it-differs') await linkOrReplace(scratchPath, targetPath);
    else if (replace) await rename(scratchPath, targetPath);
    else await linkNew(scratchPath, targetPath);
    await syncFolder(dirname(targetPath)).catch(async (error: unknown) => {
      // No one may rely on a name that is not durable; a file that was replaced cannot be brought back.
      if (replace === false) await rm(targetPath, { force: true });
      throw error;
    });
  } catch (error) {
    if (error instanceof RunnerError) throw error;
    if (errnoOf(error) === 'EEXIST')
      throw new OutputExistsError(`"${targetPath}" already exists.`, { cause: error });
    throw storageFailure(error, targetPath);
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await openOwnFile(path, constants.O_RDWR);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function linkOrReplace(scratchPath: string, targetPath: string): Promise<void> {
  try {
    await linkNew(scratchPath, targetPath);
  } catch (error) {
    if (!(error instanceof OutputExistsError) && errnoOf(error) !== 'EEXIST') throw error;
    if (await haveSameBytes(scratchPath, targetPath)) await rm(scratchPath, { force: true });
    else await rename(scratchPath, targetPath);
  }
}

/** Whether a file has the bytes of ours; not where it is no file, or cannot be read. */
async function haveSameBytes(own: string, other: string): Promise<boolean> {
  const [mine, theirs] = await Promise.all([own, other].map(path => sha256OfOwnFile(path).catch(() => null)));
  return mine !== undefined && mine !== null && mine === theirs;
}

/** Names the file without ever replacing another one. */
async function linkNew(scratchPath: string, targetPath: string): Promise<void> {
  try {
    await link(scratchPath, targetPath);
  } catch (error) {
    if (!withoutHardLinks.has(errnoOf(error) ?? '')) throw error;
    await renameUnlessExists(scratchPath, targetPath, error);
    return;
  }
  await rm(scratchPath, { force: true });
}

const withoutHardLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

// exFAT and some network file systems have no hard links. Between the check and the rename another process could
// take the name; the lock of the output folder is what keeps that from happening there.
async function renameUnlessExists(scratchPath: string, targetPath: string, cause: unknown): Promise<void> {
  const existing = await lstat(targetPath).catch(() => null);
  if (existing !== null) throw new OutputExistsError(`"${targetPath}" already exists.`, { cause });
  await rename(scratchPath, targetPath);
}
