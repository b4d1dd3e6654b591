import { Readable } from 'node:stream';
import { execa } from 'execa';
import { passedEnvironment } from './environment.ts';

/** What {@link spawnProgram} starts. */
export interface ProgramStart {
  /** Program and arguments; the program by absolute path. */
  readonly argv: readonly [string, ...string[]];
  /** Descriptors of this process that the program inherits under the same numbers. */
  readonly descriptors: readonly number[];
  /** Whether standard input is a pipe that ends when this process dies. */
  readonly lifeline: boolean;
  /** Whether descriptor 3 is a pipe to read from. */
  readonly progressPipe: boolean;
}

/** A program that runs. All its streams must be read to their end. */
export interface Program {
  /** `undefined` when the start failed; {@link Program.exited} then says why. */
  readonly pid: number | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Descriptor 3, where it was asked for. */
  readonly progress: Readable | null;
  /** Resolves when the process has ended and its streams are closed; never rejects. */
  readonly exited: Promise<ProgramExit>;
  /** Sends `SIGTERM` to the process and its descendants, and `SIGKILL` two seconds later. */
  readonly stop: () => void;
}

/** How a program ended. */
export interface ProgramExit {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why it could not be started; `null` when it was. */
  readonly startError: Error | null;
}

/** Milliseconds between asking a program to end and ending it. */
const killDelayMs = 2000;

/**
 * Starts a program in a new process group. This is the only file that knows execa. It must be called from the
 * main thread: Linux ends the program when the *thread* that started it ends.
 */
export function spawnProgram({ argv, descriptors, lifeline, progressPipe }: ProgramStart): Program {
  const subprocess = start(argv, layOutDescriptors(descriptors, lifeline, progressPipe));
  subprocess.stdin?.on('error', ignoreBrokenPipe);
  subprocess.nodeChildProcess.once('exit', () => endRemainders(subprocess));
  return {
    pid: subprocess.pid,
    stdout: subprocess.stdout ?? Readable.from([]),
    stderr: subprocess.stderr ?? Readable.from([]),
    progress: progressPipe ? readableAt(subprocess.stdio[3]) : null,
    exited: subprocess.then(result => ({
      exitCode: result.exitCode ?? null,
      signal: result.signal ?? null,
      startError: result.exitCode === undefined && result.signal === undefined ? startErrorOf(result) : null,
    })),
    stop: () => void subprocess.kill('SIGTERM'),
  };
}

function start(
  [file, ...programArguments]: ProgramStart['argv'],
  stdio: ReturnType<typeof layOutDescriptors>,
) {
  return execa(file, programArguments, {
    stdio,
    buffer: false,
    reject: false,
    killDescendants: true,
    forceKillAfterDelay: killDelayMs,
    extendEnv: false,
    env: passedEnvironment(process.env),
  });
}

// Any descriptor may be inherited; execa's types name 3 to 9 only.
type Slot = 'ignore' | 'pipe' | 9;

/** The program's descriptor table; execa closes what is ignored above 2. */
function layOutDescriptors(
  descriptors: readonly number[],
  lifeline: boolean,
  progressPipe: boolean,
): ['ignore' | 'pipe', 'pipe', 'pipe', ...Slot[]] {
  const beyondStandard = Math.max(3, ...descriptors) - 2;
  const further = Array.from<Slot>({ length: beyondStandard }).fill('ignore');
  if (progressPipe) further[0] = 'pipe';
  for (const descriptor of descriptors) further[descriptor - 3] = descriptor as 9;
  return [lifeline ? 'pipe' : 'ignore', 'pipe', 'pipe', ...further];
}

function readableAt(stream: unknown): Readable | null {
  return stream instanceof Readable ? stream : null;
}

function startErrorOf(result: {
  readonly cause?: unknown;
  readonly originalMessage?: string | undefined;
}): Error {
  return result.cause instanceof Error
    ? result.cause
    : new Error(result.originalMessage ?? 'The program did not start.');
}

type StartedProgram = Pick<ReturnType<typeof start>, 'kill' | 'stdio' | 'finally'>;

/** Kills what a program left behind in its group, and closes pipes that an escaped descendant still holds. */
function endRemainders(subprocess: StartedProgram): void {
  subprocess.kill('SIGKILL');
  const timer = setTimeout(() => {
    // Ended rather than destroyed: their readers see an end, not a failure.
    for (const stream of subprocess.stdio) if (stream instanceof Readable) stream.push(null);
  }, killDelayMs);
  void subprocess.finally(() => clearTimeout(timer));
}

// The lifeline is never written to; that its other end goes away is how it is meant to be.
function ignoreBrokenPipe(): void {}
