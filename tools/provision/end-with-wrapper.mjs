// Loaded into the program of a command before anything else, so that it ends with the process it stands in for. One that is
// killed outright can pass nothing on; its end of a pipe closes all the same.
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

const { VARIEGATE_WRAPPER_PIPE: pipe } = process.env;

/** A second signal is what ends a run that would finish its encodes after the first. */
const secondSignalAfterMs = 500;
const killAfterMs = 5000;

if (isMainThread && pipe !== undefined) {
  // What this program starts loads this file too, and the descriptor of that number is another one there.
  delete process.env['VARIEGATE_WRAPPER_PIPE'];
  const wrapper = new Socket({ fd: Number(pipe) });
  wrapper.once('error', () => {});
  wrapper.once('close', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.kill(process.pid, 'SIGTERM'), secondSignalAfterMs).unref();
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), killAfterMs).unref();
  });
  wrapper.resume();
  wrapper.unref();
}
