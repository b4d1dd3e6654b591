import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { watchForOrphaning } from './orphaned.mjs';

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const endWithWrapper = new URL('./end-with-wrapper.mjs', import.meta.url).href;
// npm hands on a signal that the whole process group has received already, so one key press arrives here twice.
const samePressMs = 500;

/**
 * Runs a Node program in our place: our terminal, its exit code, its death by signal, and our death is its own. A signal reaches it once: Ctrl-C in a
 * terminal goes to every process of the group, the program included, so then it is not sent again; a signal
 * that was sent to us alone is.
 * @param {string} node
 * @param {readonly string[]} args passed exactly, without a shell
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<void>} resolves when the program has ended and the exit code is set
 */
export function passOn(node, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, ['--import', endWithWrapper, ...args], {
      cwd,
      env: { ...env, VARIEGATE_WRAPPER_PIPE: '3' },
      stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    });
    const stopListening = forwardSignals(child);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      stopListening();
      if (signal === null) {
        process.exitCode = code ?? 1;
      } else {
        endBy(signal);
      }
      resolve();
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops it
 */
function forwardSignals(child) {
  let lastMs = Number.NEGATIVE_INFINITY;
  /** @param {NodeJS.Signals} signal */
  const forward = signal => {
    const now = performance.now();
    const isRepeat = now - lastMs < samePressMs;
    lastMs = now;
    if (!isRepeat && !reachesTheWholeGroup(signal)) child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
  const stopWatching = watchForOrphaning(() => {
    const wasSignalled = lastMs !== Number.NEGATIVE_INFINITY;
    if (!wasSignalled) child.kill('SIGTERM');
  });
  return () => {
    stopWatching();
    for (const signal of forwarded) process.removeListener(signal, forward);
  };
}

/** @param {NodeJS.Signals} signal */
function reachesTheWholeGroup(signal) {
  if (process.platform === 'win32') return true;
  return signal === 'SIGINT' && [0, 1, 2].some(isatty);
}

/**
 * Ends this process the way its program ended.
 * @param {NodeJS.Signals} signal
 */
function endBy(signal) {
  process.exitCode = 128 + constants.signals[signal];
  process.kill(process.pid, signal);
}
