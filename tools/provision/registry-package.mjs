import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmProgram } from './npm.mjs';
import { ProvisionError } from './provision-error.mjs';
import { runQuietly } from './run-quietly.mjs';
import { say } from './say.mjs';
import { toolchainFolder } from './workspace.mjs';

/** @import { RegistryPackage } from './pinned-packages.mjs' */

const stagingPrefix = '.staging-';

/**
 * Makes sure that one package of the npm registry lies in the toolchain folder, made of the very bytes that its hash stands
 * for. Its install scripts do not run: what is used from here ships its binary inside the package. A folder appears under
 * its name only when it is whole.
 * @param {RegistryPackage} wanted
 * @param {string} folderName its room in the toolchain folder
 * @returns {Promise<string>} the `node_modules` folder it is in
 */
export async function registryPackage(wanted, folderName) {
  const folder = join(toolchainFolder, folderName);
  if (!existsSync(folder)) {
    const { name, version, integrity } = wanted;
    say(`installing ${name}@${version} from the npm registry into .toolchain (once)`);
    if (integrity === null) say(`no hash of ${name}@${version} is known here, so the registry is trusted`);
    const staging = join(toolchainFolder, `${stagingPrefix}${randomUUID()}`);
    mkdirSync(staging, { recursive: true });
    try {
      await installInto(staging, wanted);
      renameSync(staging, folder);
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
  }
  return join(folder, 'node_modules');
}

/** Removes what an interrupted install has left; only for the holder of the toolchain's lock. */
export function removeUnfinishedInstalls() {
  for (const name of readdirSync(toolchainFolder).filter(name => name.startsWith(stagingPrefix))) {
    try {
      rmSync(join(toolchainFolder, name), { recursive: true, force: true });
    } catch {
      // The npm of a killed command can outlive it and still be writing here; the next set-up removes the rest.
    }
  }
}

/**
 * @param {string} staging
 * @param {RegistryPackage} wanted
 */
async function installInto(staging, { name, version, integrity }) {
  const dependencies = { [name]: version };
  writeJson(join(staging, 'package.json'), { private: true, dependencies });
  if (integrity !== null) {
    // npm takes no archive that does not hash to what a lock file says.
    const packages = { '': { dependencies }, [`node_modules/${name}`]: { version, integrity } };
    writeJson(join(staging, 'package-lock.json'), { lockfileVersion: 3, requires: true, packages });
  }
  const npm = npmProgram();
  const command = integrity === null ? ['install', '--no-package-lock'] : ['ci'];
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { exitCode, output } = await runQuietly(
    npm.program,
    [...npm.args, ...command, '--prefix', staging, ...flags],
    { cwd: staging },
  );
  if (exitCode !== 0) {
    throw new ProvisionError(
      `npm could not install ${name}@${version}: ${output || `exit code ${exitCode}`}`,
    );
  }
}

/**
 * @param {string} path
 * @param {object} value
 */
function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value)}\n`);
}
