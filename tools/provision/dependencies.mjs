import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProvisionError } from './provision-error.mjs';
import { runQuietly } from './run-quietly.mjs';
import { say } from './say.mjs';
import { rootFolder } from './workspace.mjs';

// Inside node_modules, so that removing that folder removes the stamp with it.
const stampPath = join(rootFolder, 'node_modules', '.provisioned');

/** True when what is installed was installed from the manifests and the lock file as they are now. */
export function dependenciesAreFresh() {
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === manifestsDigest();
}

/**
 * Installs exactly what the lock file says.
 * @param {string} pnpm
 * @param {NodeJS.ProcessEnv} env
 */
export async function installDependencies(pnpm, env) {
  say('installing the dependencies that the lock file names');
  const digest = manifestsDigest();
  const { exitCode, output } = await runQuietly(
    pnpm,
    ['install', '--frozen-lockfile', '--config.confirmModulesPurge=false', '--reporter=append-only'],
    { cwd: rootFolder, env },
  );
  if (exitCode !== 0) throw new ProvisionError(`pnpm install --frozen-lockfile failed:\n${output}`);
  writeFileSync(stampPath, digest);
}

function manifestsDigest() {
  const hash = createHash('sha256');
  hash.update(`${process.platform}-${process.arch}\0`);
  for (const path of manifestPaths())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(rootFolder, path)));
  return hash.digest('hex');
}

function manifestPaths() {
  const roots = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', join('tools', 'package.json')];
  const members = ['packages', 'apps'].flatMap(group =>
    readdirSync(join(rootFolder, group)).map(name => join(group, name, 'package.json')),
  );
  return [...roots, ...members.sort()].filter(path => existsSync(join(rootFolder, path)));
}
