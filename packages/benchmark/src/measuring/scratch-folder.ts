import { mkdir, mkdtemp, realpath, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';

/** A folder inside another, which is made where there is none; removed with all it holds when disposed of. */
export async function scratchFolder(parent: string): Promise<{ readonly path: string } & AsyncDisposable> {
  const firstMade = await mkdir(parent, { recursive: true });
  const folder = await realpath(await mkdtemp(path.join(parent, 'variegate-bench-')));
  return {
    path: folder,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
      if (firstMade !== undefined) await removeEmpty(path.resolve(parent), path.resolve(firstMade));
    },
  };
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
