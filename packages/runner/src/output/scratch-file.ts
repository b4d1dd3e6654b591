import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holdLease } from './lease.ts';
import { ownIdentity } from './process-identity.ts';
import { scratchName } from './scratch-name.ts';
import { storageFailure } from './storage-failure.ts';

/** A new, empty file in the target's folder. Disposing of it removes it, unless it was given another name before. */
export interface ScratchFile extends AsyncDisposable {
  /** Absolute path. */
  readonly path: string;
}

/**
 * Makes a scratch file that is not swept as long as this process lives. Its name cannot be foreseen, and it is new; ffmpeg
 * opens it by that name, so whoever else may write in the folder could still exchange it for a link once it is there.
 *
 * @throws {RUNNER_OUTPUT_UNWRITABLE} | {RUNNER_NO_SPACE} | {RUNNER_TOO_MANY_FILES} | {RUNNER_STORAGE_FAILED}
 */
export async function createScratchFile(folder: string): Promise<ScratchFile> {
  const path = join(folder, scratchName(await ownIdentity()));
  try {
    const lease = await holdLease(folder);
    try {
      await (await open(path, 'wx')).close();
    } catch (error) {
      await lease[Symbol.asyncDispose]();
      throw error;
    }
    return {
      path,
      async [Symbol.asyncDispose]() {
        // What cannot be removed now is swept later; it must not hide the failure that led here.
        await Promise.allSettled([rm(path, { force: true })]);
        await Promise.allSettled([lease[Symbol.asyncDispose]()]);
      },
    };
  } catch (error) {
    throw storageFailure(error, folder);
  }
}
