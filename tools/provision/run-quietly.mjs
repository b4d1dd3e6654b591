import { spawn } from 'node:child_process';

/**
 * Runs a program to its end without a terminal or a shell.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, timeoutMs?: number }} [options] `show`: what it
 *   prints goes to our stderr as it comes, for steps that take long. After `timeoutMs` it is killed.
 * @returns {Promise<{ exitCode: number, stdout: string, output: string }>} `output`: stdout, and stderr after it. A
 *   program that cannot be started is exit code 127, one that was killed 137.
 */
export function runQuietly(program, args, { cwd, env = process.env, show = false, timeoutMs } = {}) {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd,
      env,
      windowsHide: true,
      stdio: ['ignore', show ? 2 : 'pipe', show ? 2 : 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    const out = /** @type {string[]} */ ([]);
    const err = /** @type {string[]} */ ([]);
    child.stdout?.setEncoding('utf8').on('data', text => out.push(text));
    child.stderr?.setEncoding('utf8').on('data', text => err.push(text));
    child.once('error', error => resolve({ exitCode: 127, stdout: '', output: error.message }));
    child.once('close', exitCode =>
      resolve({
        exitCode: exitCode ?? 137,
        stdout: out.join('').trim(),
        output: [...out, ...err].join('').trim(),
      }),
    );
  });
}
