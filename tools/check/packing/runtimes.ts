import { withLock } from '../../provision/lock.mjs';
import { developmentNode, provisionNode } from '../../provision/node-runtime.mjs';
import { toolchainFolder } from '../../provision/workspace.mjs';

/** A Node to run packages under. */
export interface Runtime {
  /** Its version or release line. */
  readonly version: string;
  /** The path of its executable. */
  readonly node: string;
}

// The oldest that `engines` admits, and the one of development.
const supported = ['22.13', developmentNode];
const unsupported = '20';

/** The runtimes that packages have to work on. */
export async function developmentRuntimes(): Promise<readonly Runtime[]> {
  const runtimes: Runtime[] = [];
  for (const version of supported) runtimes.push(await runtime(version));
  return runtimes;
}

/** A runtime that packages do not work on, where a command says so. */
export const oldRuntime = () => runtime(unsupported);

async function runtime(version: string): Promise<Runtime> {
  return { version, node: await withLock(toolchainFolder, () => provisionNode(version)) };
}
