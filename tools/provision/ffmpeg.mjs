import { join } from 'node:path';
import { findProgram, withPrograms } from './find-program.mjs';
import { packageManagers } from './package-managers.mjs';
import { ProvisionError } from './provision-error.mjs';
import { runQuietly } from './run-quietly.mjs';
import { say } from './say.mjs';

/** @import { PackageManager } from './package-managers.mjs' */

/**
 * True when ffmpeg and ffprobe are on the search path, or the user has named another.
 * @param {NodeJS.ProcessEnv} env
 */
export function ffmpegIsHere(env) {
  const { VARIEGATE_FFMPEG } = env;
  if (VARIEGATE_FFMPEG !== undefined && VARIEGATE_FFMPEG !== '') return true;
  return findProgram('ffmpeg', env) !== null && findProgram('ffprobe', env) !== null;
}

/**
 * The environment in which programs are found that an installer puts where running processes do not look.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withInstallerLinks(env) {
  const { LOCALAPPDATA } = env;
  if (process.platform !== 'win32' || LOCALAPPDATA === undefined) return env;
  return withPrograms([join(LOCALAPPDATA, 'Microsoft', 'WinGet', 'Links')], env);
}

/**
 * Installs ffmpeg through the system's package manager.
 * @param {NodeJS.ProcessEnv} env
 */
export async function installFfmpeg(env) {
  const manager = packageManagers.find(({ program }) => findProgram(program, env) !== null);
  if (manager === undefined) {
    const known = packageManagers.map(({ program }) => program).join(', ');
    throw new ProvisionError(
      `ffmpeg is missing and no package manager that could install it was found (${known}); install ffmpeg and run this again.`,
    );
  }
  const run = await runnerOf(manager, env);
  say(`installing ffmpeg with ${manager.program} (once)`);
  const failure = await attempt(manager, run);
  if (failure !== null || !ffmpegIsHere(env)) {
    throw new ProvisionError(
      `ffmpeg is missing and ${manager.program} did not install it (${failure ?? 'it is still not on the search path'}); run \`${manager.byHand}\` and then this again.`,
    );
  }
}

/**
 * Tries every way, refreshes the package lists where that can help, and tries again.
 * @param {PackageManager} manager
 * @param {(args: readonly string[]) => Promise<number>} run
 * @returns {Promise<string | null>} null, or what the last way ended with
 */
async function attempt(manager, run) {
  const { attempts, refresh } = manager;
  const rounds = refresh.length === 0 ? [attempts] : [attempts, [refresh], attempts];
  let exitCode = 0;
  for (const round of rounds) {
    const isRefresh = round[0] === refresh;
    for (const args of round) {
      exitCode = await run(args);
      if (exitCode === 0 && !isRefresh) return null;
    }
  }
  return `exit code ${exitCode}`;
}

/**
 * How to run the package manager with the rights it needs, without ever asking for a password.
 * @param {PackageManager} manager
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<(args: readonly string[]) => Promise<number>>}
 */
async function runnerOf(manager, env) {
  const program = /** @type {string} */ (findProgram(manager.program, env));
  const quiet = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!manager.asRoot || process.getuid?.() === 0) {
    return async args => (await runQuietly(program, args, { env: quiet, show: true })).exitCode;
  }
  const sudo = findProgram('sudo', env);
  if (sudo === null || (await runQuietly(sudo, ['-n', 'true'], { env })).exitCode !== 0) {
    throw new ProvisionError(
      `ffmpeg is missing and this user may not install it; run \`${manager.byHand}\` and then this again.`,
    );
  }
  const prefix = ['-n', 'env', 'DEBIAN_FRONTEND=noninteractive', program];
  return async args => (await runQuietly(sudo, [...prefix, ...args], { env, show: true })).exitCode;
}
