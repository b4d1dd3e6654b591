import { mkdtemp, realpath, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder, storageFailure } from '@variegate/runner';

/**
 * A folder inside another, which is made where there is none; removed with all it holds when disposed of.
 *
 * @throws {RUNNER_OUTPUT_UNWRITABLE} | {RUNNER_NO_SPACE} | {RUNNER_STORAGE_FAILED}
 */
export async function scratchFolder(parent: string): Promise<{ readonly path: string } & AsyncDisposable> {
  const { folder, firstMade } = await make(path.resolve(parent)).catch((error: unknown) => {
    throw storageFailure(error, parent);
  });
  return {
    path: folder,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
      if (firstMade !== null) await removeEmpty(path.resolve(parent), firstMade);
    },
  };
}

async function make(parent: string) {
  const firstMade = await makeFolder(parent);
  return { firstMade, folder: await realpath(await mkdtemp(path.join(parent, 'variegate-bench-'))) };
}

/** Removes the folders that were made for it, from the innermost one up, as long as they are empty. */
async function removeEmpty(innermost: string, outermost: string): Promise<void> {
  try {
    for (let folder = innermost; folder.length >= outermost.length; folder = path.dirname(folder))
      await rmdir(folder);
  } catch {
    // Another process uses it now.
  }
}
