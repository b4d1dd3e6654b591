import { withLock } from '../../provision/lock.mjs';
import { provisionNode } from '../../provision/node-runtime.mjs';
import { toolchainFolder } from '../../provision/workspace.mjs';

/** A Node to run packages under. */
export interface Runtime {
  /** Its version or release line. */
  readonly version: string;
  /** The path of its executable. */
  readonly node: string;
}

/** The runtimes that packages have to work on: the oldest that `engines` admits, and the one of development. */
export async function supportedRuntimes(): Promise<readonly [oldest: Runtime, current: Runtime]> {
  return [await provisioned('22.13'), { version: process.versions.node, node: process.execPath }];
}

/** A runtime that packages do not work on, where a command says so. */
export const unsupportedRuntime = () => provisioned('20');

async function provisioned(version: string): Promise<Runtime> {
  return { version, node: await withLock(toolchainFolder, () => provisionNode(version)) };
}
