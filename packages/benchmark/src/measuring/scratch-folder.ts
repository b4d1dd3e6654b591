import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import path from 'node:path';

/** A folder of its own inside another, which is made where there is none; gone with all it holds when disposed of. */
export async function scratchFolder(parent: string): Promise<{ readonly path: string } & AsyncDisposable> {
  const firstMade = await mkdir(parent, { recursive: true });
  const folder = await realpath(await mkdtemp(path.join(parent, 'variegate-bench-')));
  return {
    path: folder,
    // What was made for the benchmark goes with it: the parent too, where it was not there before.
    [Symbol.asyncDispose]: () => rm(firstMade ?? folder, { recursive: true, force: true }),
  };
}
