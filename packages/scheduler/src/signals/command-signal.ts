import { execFile } from 'node:child_process';
import type { LoadReading, LoadSignal } from './load-signal.ts';

/** A command of the user's that knows whether tasks may start. */
export interface CommandSignalOptions {
  /** The program and its arguments; no shell is involved. */
  readonly command: readonly [program: string, ...args: string[]];
  /** How often it is asked, in milliseconds. @default 5000 */
  readonly intervalMs?: number | undefined;
  /** How long it may take, in milliseconds; then it is killed. @default 5000 */
  readonly timeoutMs?: number | undefined;
}

/**
 * Asks a command of the user's: exit 0 means start, 1 hold, 2 hold and stop the youngest task. Any
 * other end (it is missing, it crashed, it took too long) is no answer: tasks then run one at a time,
 * and the `queue:signal` event says why.
 */
export function commandSignal(options: CommandSignalOptions): LoadSignal {
  const { command, intervalMs = 5_000, timeoutMs = 5_000 } = options;
  const [program, ...args] = command;
  return {
    name: `command ${program}`,
    intervalMs,
    read: () =>
      new Promise(resolve => {
        execFile(program, args, { timeout: timeoutMs, killSignal: 'SIGKILL', windowsHide: true }, error => {
          resolve(answer(error === null ? 0 : (error.code ?? error.signal ?? 'no code')));
        });
      }),
  };
}

function answer(end: number | string): LoadReading {
  switch (end) {
    case 0:
      return { start: 'freely', evict: false, detail: 'exit 0: start' };
    case 1:
      return { start: 'no', evict: false, detail: 'exit 1: hold' };
    case 2:
      return { start: 'no', evict: true, detail: 'exit 2: stop the youngest' };
    default:
      return { start: 'if-idle', evict: false, detail: `no answer, it ended with ${end}` };
  }
}
