import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findProgram } from './find-program.mjs';
import { ProvisionError } from './provision-error.mjs';

/**
 * How to start npm without a shell: its own script under this Node. `npm run` names the script; started in any
 * other way it is looked for where Node's installers and Linux distributions put it.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ program: string, args: string[] }}
 */
export function npmProgram(env = process.env) {
  const script = [env['npm_execpath'], ...scriptsNearNode(), scriptOnSearchPath(env)].find(
    path => path !== undefined && basename(path) === 'npm-cli.js' && existsSync(path),
  );
  if (script === undefined) {
    throw new ProvisionError(
      'npm was not found; install the npm that belongs to your Node and run this again.',
    );
  }
  return { program: process.execPath, args: [script] };
}

function scriptsNearNode() {
  const folder = dirname(process.execPath);
  const inModules = ['node_modules', 'npm', 'bin', 'npm-cli.js'];
  return [join(folder, ...inModules), join(folder, '..', 'lib', ...inModules)];
}

/** @param {NodeJS.ProcessEnv} env */
function scriptOnSearchPath(env) {
  const npm = findProgram('npm', env);
  return npm === null ? undefined : realpathSync(npm);
}
