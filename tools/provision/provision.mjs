import { dirname, join } from 'node:path';
import { dependenciesAreFresh, installDependencies } from './dependencies.mjs';
import { ffmpegIsHere, installFfmpeg, withInstallerLinks } from './ffmpeg.mjs';
import { findProgram, withPrograms } from './find-program.mjs';
import { withLock } from './lock.mjs';
import { developmentNode, developmentNodeHere, provisionNode } from './node-runtime.mjs';
import { pnpmHere, pnpmInToolchain, provisionPnpm } from './pnpm.mjs';
import { removeUnfinishedInstalls } from './registry-package.mjs';
import { say } from './say.mjs';
import { rootFolder, toolchainFolder } from './workspace.mjs';

/**
 * Makes this machine able to run the project: Node, pnpm, ffmpeg and the dependencies. What exists already costs a
 * few file look-ups; what is missing is installed by one process at a time.
 * @param {{ needsFfmpeg: boolean }} needs
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} the Node to use, and the environment that finds the toolchain
 */
export async function provision({ needsFfmpeg }) {
  const env = withInstallerLinks(process.env);
  const isReady = () =>
    developmentNodeHere() !== null && dependenciesAreFresh() && (!needsFfmpeg || ffmpegIsHere(env));
  if (!isReady()) {
    await withLock(toolchainFolder, () => setUp({ needsFfmpeg, env }), {
      onWait: () => say('waiting for another command that is setting the project up'),
    });
  }
  const node = /** @type {string} */ (developmentNodeHere());
  return { node, env: toolchainEnvironment(node, pnpmInToolchain(), env) };
}

/** @param {{ needsFfmpeg: boolean, env: NodeJS.ProcessEnv }} task */
async function setUp({ needsFfmpeg, env }) {
  removeUnfinishedInstalls();
  if (needsFfmpeg && !ffmpegIsHere(env)) await installFfmpeg(env);
  const node = developmentNodeHere() ?? (await provisionNode(developmentNode));
  if (dependenciesAreFresh()) return;
  const pnpm = (await pnpmHere()) ?? (await provisionPnpm());
  await installDependencies(pnpm, toolchainEnvironment(node, pnpm, env));
}

/**
 * @param {string} node
 * @param {string | null} pnpm null when the machine's own is on the search path already
 * @param {NodeJS.ProcessEnv} env
 */
function toolchainEnvironment(node, pnpm, env) {
  const folders = [join(rootFolder, 'node_modules', '.bin')];
  // Only what is not found anyway is put in front: a system folder there would hide the user's own ffmpeg.
  if (findProgram('node', env) !== node) folders.unshift(dirname(node));
  if (pnpm !== null) folders.unshift(dirname(pnpm));
  // Everything runs from its TypeScript, whose types every process would strip again.
  return { NODE_COMPILE_CACHE: join(rootFolder, '.cache', 'node'), ...withPrograms(folders, env) };
}
