import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.mjs';
import { isMusl } from './node-runtime.mjs';
import { pinned } from './pinned-packages.mjs';
import { ProvisionError } from './provision-error.mjs';
import { registryPackage } from './registry-package.mjs';
import { runQuietly } from './run-quietly.mjs';
import { rootFolder, toolchainFolder } from './workspace.mjs';

/** The exact version that package.json's `packageManager` names. */
function pnpmVersion() {
  const { packageManager } = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8'));
  return packageManager.replace(/^pnpm@/, '').replace(/\+.*$/, '');
}

/**
 * The path of a pnpm of exactly the wanted version that is here already, or null.
 * @returns {Promise<string | null>}
 */
export async function pnpmHere() {
  const provisioned = pnpmInToolchain();
  if (provisioned !== null) return provisioned;
  const own = findProgram('pnpm');
  return own !== null && (await versionOf(own)) === pnpmVersion() ? own : null;
}

/** @returns {Promise<string>} the path of pnpm's executable in the toolchain folder */
export async function provisionPnpm() {
  await registryPackage(pinned(packageName(), pnpmVersion()), folderName());
  const pnpm = pnpmInToolchain();
  if (pnpm === null) {
    throw new ProvisionError(
      `pnpm ${pnpmVersion()} has no executable for ${process.platform}-${process.arch}; install that version yourself and run this again.`,
    );
  }
  return pnpm;
}

const folderName = () => `pnpm-${pnpmVersion()}`;

/** The package of pnpm's native executable, which is all of pnpm that is needed. */
const packageName = () => `@pnpm/exe.${process.platform}-${process.arch}${isMusl() ? '-musl' : ''}`;

export function pnpmInToolchain() {
  const scope = join(toolchainFolder, folderName(), 'node_modules', '@pnpm');
  if (!existsSync(scope)) return null;
  const executable = process.platform === 'win32' ? 'pnpm.exe' : 'pnpm';
  const paths = readdirSync(scope).map(name => join(scope, name, executable));
  return paths.find(path => existsSync(path)) ?? null;
}

/**
 * Asked outside the checkout and offline: inside, another pnpm or a Corepack shim would download and become the wanted version.
 * @param {string} pnpm
 */
async function versionOf(pnpm) {
  const env = { ...process.env, COREPACK_ENABLE_NETWORK: '0', COREPACK_ENABLE_PROJECT_SPEC: '0' };
  const { exitCode, output } = await runQuietly(pnpm, ['--version'], { cwd: tmpdir(), env });
  return exitCode === 0 ? output : null;
}
