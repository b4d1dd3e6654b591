import { join } from 'node:path';
import { commands } from './commands.mjs';
import { passOn } from './pass-on.mjs';
import { provision } from './provision.mjs';
import { ProvisionError } from './provision-error.mjs';
import { say } from './say.mjs';
import { rootFolder } from './workspace.mjs';

/**
 * Provisions what a command of the root package.json needs, then becomes that command.
 * @param {readonly string[]} argv the command's name and its arguments
 */
export async function runCommand([name = '', ...args]) {
  const command = commands[name];
  if (command === undefined) {
    say(`unknown command '${name}'; there are ${Object.keys(commands).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  try {
    const ownFfmpeg = args.some(argument => argument === '--ffmpeg' || argument.startsWith('--ffmpeg='));
    const { node, env } = await provision({ needsFfmpeg: command.needsFfmpeg && !ownFfmpeg });
    await passOn(node, [join(rootFolder, command.script), ...command.args, ...args], {
      cwd: command.whereAsked ? folderOfThePerson(name) : rootFolder,
      env,
    });
  } catch (error) {
    if (!(error instanceof ProvisionError)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}

/**
 * npm starts scripts in the root of the checkout and leaves the folder it was called from in INIT_CWD, which scripts
 * that were started by scripts inherit: it counts only when npm has started this very command.
 * @param {string} name
 */
function folderOfThePerson(name) {
  const { INIT_CWD, npm_lifecycle_event } = process.env;
  return npm_lifecycle_event === name && INIT_CWD !== undefined ? INIT_CWD : process.cwd();
}
