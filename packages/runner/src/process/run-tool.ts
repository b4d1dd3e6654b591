import { type ProgramName, programArguments } from '../argv/program-arguments.ts';
import {
  MemoryLimitExceededError,
  RunCancelledError,
  type RunFacts,
  type RunnerError,
  RunStalledError,
  RunTimedOutError,
} from '../errors.ts';
import { classifyExit } from '../failure/classify-exit.ts';
import { classifyStartFailure } from '../failure/classify-start.ts';
import type { OpenInput } from '../input/open-input.ts';
import type { ProgressReport } from '../progress/parse-progress.ts';
import type { StdoutConsumer } from './consume-stdout.ts';
import type { StopCause } from './limit-watch.ts';
import { observeProgram } from './observe-program.ts';
import { launchArgv, protections } from './protections.ts';
import { spawnProgram } from './spawn-program.ts';

/** Where the two programs are. */
export interface ProgramPaths {
  /** Absolute path of ffmpeg. */
  readonly path: string;
  /** Absolute path of ffprobe. */
  readonly probePath: string;
}

/** One run of ffmpeg or ffprobe. */
export interface ToolRun {
  readonly program: ProgramName;
  readonly ffmpeg: ProgramPaths;
  /** Everything after the hardened global options, which are added in front. */
  readonly arguments: readonly string[];
  /** The files whose `ffmpegUrl` stands among the arguments. */
  readonly inputs: readonly OpenInput[];
  /** What happens to standard output. @default 'text' */
  readonly stdout?: StdoutConsumer;
  /** Called with every report of progress; ffmpeg only. On Windows the reports take the place of standard output. */
  readonly onProgress?: (report: ProgressReport) => void;
  /** Called once with the pid. */
  readonly onStarted?: (pid: number) => void;
  /** Largest file that the program may write, in bytes. @default 0: it may write no file */
  readonly maxFileBytes?: number;
  /** Wall clock, in milliseconds, > 0. */
  readonly timeoutMs: number;
  /** Longest time without an advance, in milliseconds; needs `onProgress`, or bytes on standard output. @default no limit */
  readonly stallMs?: number;
  /**
   * Most resident memory, in bytes, by samples that are taken four times a second (Linux; elsewhere nothing shows it).
   * @default no limit
   */
  readonly maxMemoryBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a run ended that was not stopped. */
export interface ToolResult extends RunFacts {
  /** `null` when a signal ended the process. */
  readonly exitCode: number | null;
  /** The signal that ended the process, else `null`. */
  readonly signal: string | null;
  /** Whether `cpuSeconds` and `peakMemoryBytes` are samples rather than the program's own final figures. */
  readonly cpuSampled: boolean;
  /** Standard output, where it was asked for as text. */
  readonly stdout: string;
  /** The failure, classified; `null` for exit code 0 without a fatal message. */
  readonly failure: RunnerError | null;
}

/**
 * Runs ffmpeg or ffprobe to its end under every available protection, reading all that it writes. A failure of the
 * program itself is a result with `failure` set; only what stopped the run is thrown.
 *
 * @throws {RUNNER_CANCELLED} after `signal` was aborted.
 * @throws {RUNNER_TIMED_OUT} after `timeoutMs`.
 * @throws {RUNNER_STALLED} after `stallMs` without advance.
 * @throws {RUNNER_MEMORY_LIMIT} beyond `maxMemoryBytes`.
 * @throws {RUNNER_FFMPEG_MISSING} when the program cannot be executed.
 * @throws {RUNNER_TOO_MANY_FILES} when the system cannot start another process.
 * @throws {RangeError} when one of the inputs is closed.
 * @throws whatever `stdout` or `onProgress` threw.
 */
export async function runTool(run: ToolRun): Promise<ToolResult> {
  const guards = await protections();
  if (run.signal?.aborted === true) throw stopFailure('cancelled', run);
  const closed = run.inputs.find(input => input.fd < 0);
  // Its descriptor may be another file by now.
  if (closed !== undefined) throw new RangeError(`The input "${closed.path}" is closed already.`);

  const path = run.program === 'ffmpeg' ? run.ffmpeg.path : run.ffmpeg.probePath;
  const channel = run.onProgress === undefined ? null : guards.jobObject ? 'stdout' : 'descriptor-3';
  const words = [...programArguments(run.program, channel), ...run.arguments];
  const launch = launchArgv(guards, path, words, run.maxFileBytes ?? 0);
  const program = spawnProgram({
    argv: launch.argv,
    descriptors: process.platform === 'linux' ? run.inputs.map(input => input.fd) : [],
    lifeline: launch.lifeline,
    progressPipe: channel === 'descriptor-3',
  });
  if (program.pid !== undefined) run.onStarted?.(program.pid);

  const observed = await observeProgram(program, { ...run, progressOnStdout: channel === 'stdout' });
  const { exit, stopCause, readError, stdout, cpuSampled, hasProgressed, cause, ...measured } = observed;
  const facts: RunFacts = { argv: [path, ...words], ...measured };
  if (exit.startError !== null) throw classifyStartFailure(exit.startError, facts.argv);
  if (stopCause === 'reader-failed') throw readError;
  if (stopCause !== null) throw stopFailure(stopCause, run, { ...facts, hasProgressed });
  const { exitCode, signal } = exit;
  const failure = classifyExit({ exitCode, signal, ...cause }, facts);
  return { ...facts, exitCode, signal, cpuSampled, stdout, failure };
}

function stopFailure(
  cause: Exclude<StopCause, 'reader-failed'>,
  run: ToolRun,
  { hasProgressed = false, ...facts }: Partial<RunFacts> & { readonly hasProgressed?: boolean } = {},
): RunnerError {
  switch (cause) {
    case 'cancelled':
      return new RunCancelledError(`${run.program} was cancelled.`, { ...facts, cause: run.signal?.reason });
    case 'timed-out':
      return new RunTimedOutError(`${run.program} ran for longer than ${seconds(run.timeoutMs)} s.`, facts);
    case 'over-memory':
      return new MemoryLimitExceededError(
        `${run.program} took more than ${Math.round((run.maxMemoryBytes ?? 0) / 1e6)} MB of memory.`,
        facts,
      );
    case 'stalled': {
      const { durationSeconds = 0 } = facts;
      const sentence = hasProgressed
        ? `${run.program} made no progress for ${seconds(run.stallMs ?? 0)} s.`
        : `Not one frame came out of ${run.program} in ${seconds(durationSeconds * 1000)} s: most likely it cannot render this graph or this file.`;
      return new RunStalledError(sentence, { ...facts, hasProgressed });
    }
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1).replace(/\.0$/, '');
}
