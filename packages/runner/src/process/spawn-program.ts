import { Readable } from 'node:stream';
import { execa } from 'execa';
import { passedEnvironment } from './environment.ts';

/** What {@link spawnProgram} starts. */
export interface ProgramStart {
  /** Program and arguments; the program by path, or by a name on the PATH. */
  readonly argv: readonly [string, ...string[]];
  /** Descriptors of this process that the program inherits under the same numbers. */
  readonly descriptors: readonly number[];
  /** Whether standard input is a pipe that ends when this process dies. */
  readonly lifeline: boolean;
  /** Whether descriptor 3 is a pipe to read from. */
  readonly progressPipe: boolean;
  /** What it reads from standard input, which ends behind it. */
  readonly input?: string | undefined;
  /** @default what {@link passedEnvironment} leaves of that of this process */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
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
export function spawnProgram(request: ProgramStart): Program {
  const { argv, descriptors, lifeline, progressPipe, input } = request;
  const table = layOutDescriptors(descriptors, lifeline || input !== undefined, progressPipe);
  const subprocess = start(argv, table, request.environment ?? passedEnvironment(process.env));
  subprocess.stdin?.on('error', ignoreBrokenPipe);
  if (input !== undefined) subprocess.stdin?.end(input);
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
  env: Readonly<Record<string, string | undefined>>,
) {
  return execa(file, programArguments, {
    stdio,
    buffer: false,
    reject: false,
    killDescendants: true,
    forceKillAfterDelay: killDelayMs,
    extendEnv: false,
    env,
  });
}

// Any descriptor may be inherited; execa's types name 3 to 9 only.
type Slot = 'ignore' | 'pipe' | 9;

/** The program's descriptor table; execa closes what is ignored above 2. */
function layOutDescriptors(
  descriptors: readonly number[],
  inputPipe: boolean,
  progressPipe: boolean,
): ['ignore' | 'pipe', 'pipe', 'pipe', ...Slot[]] {
  const beyondStandard = Math.max(3, ...descriptors) - 2;
  const further = Array.from<Slot>({ length: beyondStandard }).fill('ignore');
  if (progressPipe) further[0] = 'pipe';
  for (const descriptor of descriptors) further[descriptor - 3] = descriptor as 9;
  return [inputPipe ? 'pipe' : 'ignore', 'pipe', 'pipe', ...further];
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

// The lifeline is never written to, and a program need not read its input: that the other end goes away is no failure.
function ignoreBrokenPipe(): void {}
