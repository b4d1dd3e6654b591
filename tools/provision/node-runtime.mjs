import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pinned } from './pinned-packages.mjs';
import { ProvisionError } from './provision-error.mjs';
import { registryPackage } from './registry-package.mjs';
import { toolchainFolder } from './workspace.mjs';

/** The release line of Node that the project is developed on. */
export const developmentNode = '24';

/**
 * The path of a Node that runs the project's own TypeScript, or null when none is here yet: the one that runs this
 * if it is new enough, else the one in the toolchain folder.
 * @returns {string | null}
 */
export function developmentNodeHere() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= Number(developmentNode)) return process.execPath;
  const provisioned = nodeInToolchain(developmentNode);
  return existsSync(provisioned) ? provisioned : null;
}

/**
 * Installs a Node into the toolchain folder.
 * @param {string} version a version or a release line, such as `24` or `22.13`
 * @returns {Promise<string>} the path of its executable
 */
export async function provisionNode(version) {
  if (isMusl()) {
    throw new ProvisionError(
      `The npm registry has no Node for musl; install Node ${version} with the system's package manager (apk add nodejs) and run this again.`,
    );
  }
  const wanted = pinned(packageName(), version);
  await registryPackage(wanted, folderName(version));
  const node = nodeInToolchain(version);
  if (!existsSync(node)) throw new ProvisionError(`${wanted.name}@${wanted.version} came without ${node}.`);
  return node;
}

/** @param {string} version */
function nodeInToolchain(version) {
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(toolchainFolder, folderName(version), 'node_modules', packageName(), 'bin', executable);
}

/** Named after the exact version, so that another pin is another folder. @param {string} version */
const folderName = version => `node-${pinned(packageName(), version).version}`;

/** The packages behind the registry's `node` package, which ship the binary itself and need no install script. */
function packageName() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

/** Whether this is a Linux whose C library is musl, for which most native packages are separate ones. */
export function isMusl() {
  if (process.platform !== 'linux') return false;
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime === undefined;
}
