import { rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { errnoOf } from '../errno.ts';
import { ownIdentity } from './process-identity.ts';
import { publishFile } from './publish-file.ts';
import { scratchName } from './scratch-name.ts';
import { storageFailure } from './storage-failure.ts';

/**
 * Writes a whole file or nothing, replacing what was there, a link too: a scratch file beside it, fsync, rename, fsync of the
 * folder. What makes the text piece by piece may fail; that failure is passed on.
 *
 * @throws {RUNNER_NO_SPACE} | {RUNNER_OUTPUT_UNWRITABLE} | {RUNNER_STORAGE_FAILED}
 */
export async function writeFileAtomically(
  path: string,
  data: string | Uint8Array | AsyncIterable<string>,
): Promise<void> {
  const targetPath = resolve(path);
  const scratchPath = join(dirname(targetPath), scratchName(await ownIdentity()));
  try {
    await writeFile(scratchPath, data, { flag: 'wx' }).catch((error: unknown) => {
      throw errnoOf(error) === undefined ? error : storageFailure(error, targetPath);
    });
    await publishFile({ scratchPath, targetPath, replace: true });
  } catch (error) {
    await rm(scratchPath, { force: true }).catch(() => {});
    throw error;
  }
}
