import { LineSplitter } from './line-splitter.ts';
import { spawnProgram } from './spawn-program.ts';
import { TailBuffer } from './tail-buffer.ts';

/** A run of a program that the user names, whatever it is. */
export interface OwnProgramRun {
  /** Program and arguments, without a shell; the program by path, or by a name on the PATH. */
  readonly argv: readonly string[];
  /** What it reads from standard input. @default nothing */
  readonly input?: string;
  /** @default a short list of variables that no secret is in */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** It is ended after this many milliseconds. @default never */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes of what a program says last that are kept. */
const tailBytes = 2000;

/**
 * Runs a program of the user's own to its end, in a process group: what it has started ends with it. What it prints on standard
 * output is dropped.
 *
 * @returns why it failed, as the end of a sentence such as `ended with exit code 1: no such model`; `null` when it succeeded.
 * @throws the signal's reason, when the program has ended.
 */
export async function runOwnProgram(run: OwnProgramRun): Promise<string | null> {
  const { argv, input, environment, timeoutMs, signal } = run;
  const [program = '', ...rest] = argv;
  signal?.throwIfAborted();
  const started = spawnProgram({
    ...{ argv: [program, ...rest], descriptors: [], lifeline: false, progressPipe: false },
    ...{ input, environment },
  });
  let isLate = false;
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          isLate = true;
          started.stop();
        }, timeoutMs);
  signal?.addEventListener('abort', started.stop);
  try {
    started.stdout.resume();
    const tail = new TailBuffer(tailBytes);
    const lines = new LineSplitter(line => tail.append(line));
    started.stderr.on('data', (chunk: Buffer) => lines.write(chunk)).once('end', () => lines.end());
    const { exitCode, signal: by, startError } = await started.exited;
    signal?.throwIfAborted();
    if (startError !== null) return `cannot be started (${codeOf(startError)})`;
    if (exitCode === 0 && !isLate) return null;
    const how = isLate
      ? `was ended after ${(timeoutMs ?? 0) / 1000} s`
      : exitCode === null
        ? `was ended by ${by}`
        : `ended with exit code ${exitCode}`;
    const said = tail.toString().trim().split('\n').at(-1) ?? '';
    return said === '' ? how : `${how}: ${said}`;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', started.stop);
  }
}

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message;
}
