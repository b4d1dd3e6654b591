import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A script, running in a separate process. */
export interface RunningScript extends AsyncDisposable {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** The lines of its standard output. */
  readonly lines: AsyncIterator<string>;
  /** Waits until it has ended, and returns how. */
  ended(): Promise<{ readonly code: number | null; readonly signal: string | null; readonly stderr: string }>;
}

/** Starts a script. It is killed when it is disposed of, if it still runs. */
export function runScript(script: URL, ...args: readonly string[]): RunningScript {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = once(child, 'close');
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    child,
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    ended: async () => {
      await end;
      return { code: child.exitCode, signal: child.signalCode, stderr };
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await end;
    },
  };
}
