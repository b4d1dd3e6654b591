import { withLock } from '../../provision/lock.mjs';
import { pnpmHere, provisionPnpm } from '../../provision/pnpm.mjs';
import { toolchainFolder } from '../../provision/workspace.mjs';

/** The path of the pnpm that the project is pinned to, installed if it is not here. */
export async function pnpmPath(): Promise<string> {
  return (await pnpmHere()) ?? withLock(toolchainFolder, provisionPnpm);
}
