import { execFile } from 'node:child_process';

/** How a program is run. */
export interface ProgramRun {
  /** Wall clock after which it is killed, in milliseconds. */
  readonly timeoutMs: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** How a program ended. */
export interface ProgramEnd {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  /** Whether the time was up. */
  readonly timedOut: boolean;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Wall clock. */
  readonly seconds: number;
}

/** For what only measures: it is not what is tested, and a machine may be busy. */
export const measuringMs = 600_000;

const maxBuffer = 2 ** 30;

/**
 * Runs a program without a shell. When its time is up or `signal` is aborted, it is killed by SIGKILL: a filter that spins
 * ignores SIGTERM.
 *
 * @throws when it cannot be started, and with the reason of `signal` once that is aborted and the program is gone.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { timeoutMs, cwd, env, signal }: ProgramRun,
): Promise<ProgramEnd> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const options = { cwd, env, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer } as const;
    const child = execFile(program, args, { ...options, encoding: 'buffer' }, (error, stdout, stderr) => {
      signal?.removeEventListener('abort', kill);
      if (signal?.aborted) return reject(signal.reason);
      const code = error?.code ?? 0;
      if (typeof code === 'string' && error !== null) return reject(error);
      const timedOut = error?.killed === true;
      const seconds = (performance.now() - startedMs) / 1000;
      const exitCode = error?.signal == null ? Number(code) : null;
      resolve({ exitCode, timedOut, stdout, stderr: stderr.toString(), seconds });
    });
    // Left to itself, execFile answers an abort by SIGTERM.
    const kill = () => void child.kill('SIGKILL');
    signal?.addEventListener('abort', kill);
  });
}

/**
 * Runs a program that has to succeed, and returns what it wrote.
 *
 * @throws with its last words when it fails.
 */
export async function runSuccessfully(
  program: string,
  args: readonly string[],
  run: ProgramRun,
): Promise<ProgramEnd> {
  const end = await runProgram(program, args, run);
  if (end.exitCode === 0) return end;
  const why = end.timedOut ? `no end in ${run.timeoutMs / 1000} s` : end.stderr.trim().slice(-600);
  throw new Error(`${program} ${args.join(' ')}: ${why}`);
}
